package io.omendb.core.query;

import io.omendb.core.memtable.MemTable;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentLevels;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memtables and segments that make up a collection at a moment, each list newest first; every
 * memtable is newer than every segment. The lists never change; the first memtable takes further
 * commits, which readers tell apart by seq.
 *
 * <p>Counted references: whoever makes one owns the first, and with it one of each segment. A short
 * read by one thread takes a pin instead, which does not make threads share a cache line. The
 * segments are released when neither references nor pins are left.
 */
public final class ReadState {
  private final List<MemTable> memTables;
  private final MemTable[] memTableArray;
  private final SegmentLevels segments;
  private final AtomicInteger references = new AtomicInteger(1);
  private final StripedPins pins = new StripedPins();
  private final AtomicBoolean disposed = new AtomicBoolean();

  /** A state over segments that the caller keeps its own references of. */
  public ReadState(List<MemTable> memTables, SegmentLevels segments) {
    this.memTables = List.copyOf(memTables);
    this.memTableArray = memTables.toArray(MemTable[]::new);
    this.segments = segments;
    segments.newestFirst().forEach(Segment::retain);
  }

  /** Newest first; the first is the active one. */
  public List<MemTable> memTables() {
    return memTables;
  }

  /** How many memtables. */
  int memTableCount() {
    return memTableArray.length;
  }

  /** A memtable, 0..memTableCount()-1, the newest first. */
  MemTable memTable(int rank) {
    return memTableArray[rank];
  }

  /** Whether no memtable has a version. */
  boolean nothingInMemory() {
    for (MemTable memTable : memTableArray) {
      if (!memTable.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Newest first. */
  public List<Segment> segments() {
    return segments.newestFirst();
  }

  /** The same segments as point lookups go through them. */
  public SegmentLevels levels() {
    return segments;
  }

  /** Takes a reference unless the last one is gone. */
  public boolean tryRetain() {
    int count = references.get();
    while (count > 0) {
      if (references.compareAndSet(count, count + 1)) {
        return true;
      }
      count = references.get();
    }
    return false;
  }

  /** Gives a reference back. */
  public void release() {
    int left = references.decrementAndGet();
    assert left >= 0 : "released too often";
    if (left == 0) {
      disposeIfUnpinned();
    }
  }

  /** Takes a pin, for this thread to give back, unless the last reference is gone. */
  public boolean tryPin() {
    pins.add();
    // The pin is there before references are read: so if there is one, whoever gives back the last
    // finds the pin.
    if (references.get() > 0) {
      return true;
    }
    unpin();
    return false;
  }

  /** Gives back a pin that this thread took. */
  public void unpin() {
    pins.remove();
    // The other way round: of the last reference and the last pin, the later one finds neither.
    if (references.get() == 0) {
      disposeIfUnpinned();
    }
  }

  private void disposeIfUnpinned() {
    if (pins.isZero() && disposed.compareAndSet(false, true)) {
      segments.newestFirst().forEach(Segment::release);
    }
  }
}

package io.omendb.core.query;

import io.omendb.core.memtable.MemTable;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentLevels;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memtables and segments that make up a collection at a moment, each list newest first; every
 * memtable is newer than every segment. The lists never change; the first memtable takes further
 * commits, which readers tell apart by seq.
 *
 * <p>Counted references: whoever makes one owns the first, and with it one of each segment.
 */
public final class ReadState {
  private final List<MemTable> memTables;
  private final SegmentLevels segments;
  private final AtomicInteger references = new AtomicInteger(1);

  /** A state over segments that the caller keeps its own references of. */
  public ReadState(List<MemTable> memTables, SegmentLevels segments) {
    this.memTables = List.copyOf(memTables);
    this.segments = segments;
    segments.newestFirst().forEach(Segment::retain);
  }

  /** Newest first; the first is the active one. */
  public List<MemTable> memTables() {
    return memTables;
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

  /** Gives a reference back; the last one releases the segments. */
  public void release() {
    int left = references.decrementAndGet();
    assert left >= 0 : "released too often";
    if (left == 0) {
      segments.newestFirst().forEach(Segment::release);
    }
  }
}

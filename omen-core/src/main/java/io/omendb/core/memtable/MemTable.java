package io.omendb.core.memtable;

import io.omendb.KeyRange;
import io.omendb.core.record.RowCodec;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Row versions sorted by key, newest first within a key. One writer at a time, any number of
 * readers, no locks. A reader at commit {@code seq} ignores versions above it, which is what makes
 * batches atomic: the writer publishes a seq only after all its rows are in.
 */
public final class MemTable {
  /** Heap bytes of a version with its share of a block, about. */
  private static final int ENTRY_BYTES = 40;

  private final RowCodec codec;
  private final ValueSlabs slabs = new ValueSlabs();
  private final VersionBlocks versions = new VersionBlocks();
  private final AtomicLong sizeInBytes = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private volatile long maxSeq;
  private volatile boolean filled;

  /**
   * @param codec of the rows of its collection
   */
  public MemTable(RowCodec codec) {
    this.codec = codec;
  }

  /**
   * Adds a version with values; the writer calls with seqs that never fall. A second version of a
   * key at the same seq replaces the first.
   *
   * @param encoded has the values as the codec writes them, from {@code from} on; copied
   */
  public void put(long key, long seq, byte[] encoded, int from, int length) {
    add(new Entry(key, seq, slabs.add(encoded, from, length)), length);
  }

  /** Adds a version that is a deletion, as {@link #put} does. */
  public void delete(long key, long seq) {
    add(new Entry(key, seq, Entry.DELETION), 0);
  }

  private void add(Entry version, int valueBytes) {
    if (versions.put(version)) {
      count.setRelease(count.getPlain() + 1);
    }
    sizeInBytes.setRelease(sizeInBytes.getPlain() + ENTRY_BYTES + valueBytes);
    maxSeq = version.seq();
    if (!filled) {
      filled = true;
    }
  }

  /** The newest version of a key at or below a seq; null where there is none. */
  public @Nullable MemVersion get(long key, long seq) {
    Entry entry = versions.get(key, seq);
    return entry == null ? null : version(entry);
  }

  private MemVersion version(Entry entry) {
    return new MemVersion(entry, slabs, codec);
  }

  /** Whether there is a version of a key at or below a seq, a deletion perhaps. */
  public boolean contains(long key, long seq) {
    return versions.get(key, seq) != null;
  }

  /** The newest version at or below a seq of every key in the range, in key order. */
  public Iterator<MemVersion> scan(KeyRange keys, boolean descending, long seq) {
    if (keys.isEmpty()) {
      return Collections.emptyIterator();
    }
    Iterator<Entry> entries =
        descending
            ? new DescendingVersions(versions.descending(keys.from(), keys.last()), seq)
            : new AscendingVersions(versions.ascending(keys.from(), keys.last()), seq);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public MemVersion next() {
        return version(entries.next());
      }
    };
  }

  /** The newest version of every key, in key order. */
  public Iterator<MemVersion> newest() {
    return scan(KeyRange.ALL, false, Long.MAX_VALUE);
  }

  /** Whether there is no version at all; cheap enough to ask before every lookup. */
  public boolean isEmpty() {
    return !filled;
  }

  /** Number of versions. */
  public long count() {
    return count.get();
  }

  /** An estimate of the heap memory it takes. */
  public long sizeInBytes() {
    return sizeInBytes.get();
  }

  /** The greatest seq added; 0 where empty. */
  public long maxSeq() {
    return maxSeq;
  }
}

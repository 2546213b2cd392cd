package io.omendb.core.memtable;

import io.omendb.KeyRange;
import io.omendb.core.segment.RowVersion;
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
  private static final int ENTRY_BYTES = 96;

  private final VersionBlocks versions = new VersionBlocks();
  private final AtomicLong sizeInBytes = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private volatile long maxSeq;
  private volatile boolean filled;

  /**
   * Adds a version; the writer calls with seqs that never fall. A second version of a key at the
   * same seq replaces the first.
   *
   * @param valueBytes the memory of its values, about
   */
  public void add(RowVersion version, int valueBytes) {
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
  public @Nullable RowVersion get(long key, long seq) {
    return versions.get(key, seq);
  }

  /** The newest version at or below a seq of every key in the range, in key order. */
  public Iterator<RowVersion> scan(KeyRange keys, boolean descending, long seq) {
    if (keys.isEmpty()) {
      return Collections.emptyIterator();
    }
    return descending
        ? new DescendingVersions(versions.descending(keys.from(), keys.last()), seq)
        : new AscendingVersions(versions.ascending(keys.from(), keys.last()), seq);
  }

  /** The newest version of every key, in key order. */
  public Iterator<RowVersion> newest() {
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

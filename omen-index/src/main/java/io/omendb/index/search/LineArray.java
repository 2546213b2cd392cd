package io.omendb.index.search;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A fixed number of longs that begin at a line of the cache, which a Java array cannot promise: a
 * vector of 64 bytes then takes one line, not two. Freed with the last reference. Written by one
 * thread, then safe for concurrent readers. Indexes are not checked.
 */
public final class LineArray {
  private final MemorySegment segment;
  private final SortedKeys longs;

  /** An array of zeros. */
  public LineArray(int length) {
    this.segment =
        Arena.ofAuto().allocate((long) length * Long.BYTES, (long) SortedKeys.LINE * Long.BYTES);
    this.longs = SortedKeys.of(segment);
  }

  /** The element at an index. */
  public long get(int index) {
    return longs.key(index);
  }

  /** Puts an element. */
  public void set(int index, long value) {
    segment.set(Memory.INT64, (long) index << 3, value);
  }

  SortedKeys longs() {
    return longs;
  }

  /** Bytes of memory. */
  public long sizeInBytes() {
    return segment.byteSize();
  }
}

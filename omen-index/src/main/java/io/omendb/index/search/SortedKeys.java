package io.omendb.index.search;

import io.omendb.OmenException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A view of ascending {@code int64} keys in little-endian order, on heap, off heap or mapped. Holds
 * a reference to the segment and copies nothing; valid as long as the segment is.
 */
public final class SortedKeys {
  /** Most keys of one index: what the longest Java array holds. */
  public static final int MAX_KEYS = Integer.MAX_VALUE - 8;

  // Unaligned, because a segment over a byte[] or in the middle of a file need not be aligned.
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment segment;
  private final int size;

  private SortedKeys(MemorySegment segment, int size) {
    this.segment = segment;
    this.size = size;
  }

  /**
   * The keys of a segment; whether they ascend is for the caller to know or {@link
   * #requireAscending} to see.
   */
  public static SortedKeys of(MemorySegment segment) {
    long bytes = segment.byteSize();
    if (bytes % Long.BYTES != 0) {
      throw OmenException.invalid(
          "keys",
          "keys take " + bytes + " bytes, which is no multiple of 8",
          "pass int64 values only");
    }
    long count = bytes / Long.BYTES;
    if (count > MAX_KEYS) {
      throw OmenException.invalid(
          "keys", count + " keys are more than " + MAX_KEYS, "train one index per segment of rows");
    }
    return new SortedKeys(segment, (int) count);
  }

  /** These keys, all of them read and seen to ascend. */
  public SortedKeys requireAscending() {
    for (int i = 1; i < size; i++) {
      if (key(i) < key(i - 1)) {
        throw OmenException.invalid(
            "keys",
            "keys must ascend, but key " + key(i) + " at " + i + " follows " + key(i - 1),
            "sort the keys first");
      }
    }
    return this;
  }

  /** Refuses a batch lookup whose results would not fit. */
  public static void requireRoom(long[] probes, int[] positions) {
    if (positions.length < probes.length) {
      throw OmenException.invalid(
          "positions",
          "room for " + positions.length + " positions, but " + probes.length + " keys are sought",
          "pass an array at least as long as the keys");
    }
  }

  /** The bytes of the keys. */
  public MemorySegment segment() {
    return segment;
  }

  /** Number of keys. */
  public int size() {
    return size;
  }

  /** The key at a position. */
  public long key(int position) {
    return key(segment, position);
  }

  /** The key at a position of a segment, for those who keep the segment in a field of their own. */
  static long key(MemorySegment segment, int position) {
    return segment.get(INT64, (long) position << 3);
  }

  /** First position in {@code from..to} whose key is not less than this one; {@code to} if none. */
  public int lowerBound(long key, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key(middle) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package io.omendb.index.search;

import io.omendb.OmenException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A view of ascending {@code int64} keys in little-endian order, off heap, mapped or in a {@code
 * long[]}. Holds a reference to the segment and copies nothing, but for keys in a heap array of
 * another type. Valid as long as the segment is: a read after that may end the process.
 */
public final class SortedKeys {
  /** Most keys of one index: what the longest Java array holds. */
  public static final int MAX_KEYS = Integer.MAX_VALUE - 8;

  /** Keys of one line of the cache. */
  static final int LINE = 8;

  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final MemorySegment segment;
  private final int size;

  /** The keys, from {@link #first}, where they are on heap. */
  final long @Nullable [] array;

  /** Index of the first key in the array, 0 off heap. */
  final int first;

  /** Address of the first key, 0 on heap. */
  final long address;

  private SortedKeys(MemorySegment segment, int size, long @Nullable [] array, int first) {
    this.segment = segment;
    this.size = size;
    this.array = array;
    this.first = first;
    this.address = array == null ? segment.address() : 0;
  }

  /** The keys of an array. */
  public static SortedKeys of(long[] keys) {
    return new SortedKeys(MemorySegment.ofArray(keys), keys.length, keys, 0);
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
    if (segment.isNative()) {
      return new SortedKeys(segment, (int) count, null, 0);
    }
    boolean inPlace = LITTLE_ENDIAN && segment.address() % Long.BYTES == 0;
    if (inPlace && segment.heapBase().orElse(null) instanceof long[] array) {
      return new SortedKeys(segment, (int) count, array, (int) (segment.address() / Long.BYTES));
    }
    return of(segment.toArray(Memory.INT64));
  }

  /** These keys, all of them read and seen to ascend. */
  public SortedKeys requireAscending() {
    for (int i = 1; i < size; i++) {
      if (key(i) < key(i - 1)) {
        throw descends(i);
      }
    }
    return this;
  }

  /** The error for a key that is less than the one before. */
  public OmenException descends(int position) {
    return OmenException.invalid(
        "keys",
        "keys must ascend, but key "
            + key(position)
            + " at "
            + position
            + " follows "
            + key(position - 1),
        "sort the keys first");
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

  /** Whether the keys have an address, at which a level of several runs can read them. */
  public boolean hasAddress() {
    return array == null;
  }

  /** Address of the first key; 0 on heap. */
  public long address() {
    return address;
  }

  /** Number of keys. */
  public int size() {
    return size;
  }

  /** The key at a position, which must be one of them: it is not checked. */
  public long key(int position) {
    return array == null
        ? Memory.ALL.get(Memory.INT64, address + ((long) position << 3))
        : array[first + position];
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

  /** Position of the first key in its line of the cache; 0 where that is not known. */
  int lineSkew() {
    return array == null && address % Long.BYTES == 0 ? (int) (address >>> 3) & (LINE - 1) : 0;
  }

  /**
   * Number of keys less than this one, sought in steps that double, away from a window that holds
   * only keys on one side of it. O(log distance).
   *
   * @param start first position of the window
   * @param end one past its last
   */
  int gallop(long key, int start, int end) {
    long step = 1;
    if (key(start) >= key) {
      long low = start - step;
      int high = start;
      while (low >= 0 && key((int) low) >= key) {
        high = (int) low;
        step <<= 1;
        low -= step;
      }
      return lowerBound(key, (int) Math.max(low + 1, 0), high);
    }
    int low = end;
    long high = low;
    while (high < size && key((int) high) < key) {
      low = (int) high + 1;
      high += step;
      step <<= 1;
    }
    return lowerBound(key, low, (int) Math.min(high, size));
  }

  /** The segment the keys were given in, which must outlive this. */
  public MemorySegment segment() {
    return segment;
  }
}

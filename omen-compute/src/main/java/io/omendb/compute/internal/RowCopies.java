package io.omendb.compute.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A window of rows, copied from a segment of any kind into an array that stays in the L1 cache. */
public final class RowCopies {
  /* One access to a segment is fast only as long as its call site meets one class of segment. After
   * heap, native and mapped ones have all been seen, each access becomes a virtual call and a plain
   * loop over a segment is ten times slower (measured: 4.0 -> 0.3 GB/s). A bulk copy meets that call
   * once per window, and a loop over an array has nothing left to choose.
   */
  private static final ValueLayout.OfFloat LITTLE_ENDIAN_FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int WINDOW_FLOATS = 4096;

  private final MemorySegment rows;
  private final int dimension;
  private final int capacity;
  private final float[] window;

  /** A window over the rows of a segment, sized for no more than {@code count} of them. */
  public RowCopies(MemorySegment rows, int dimension, int count) {
    this.rows = rows;
    this.dimension = dimension;
    capacity = Math.clamp(WINDOW_FLOATS / dimension, 1, Math.max(1, count));
    window = new float[capacity * dimension];
  }

  /** The most rows that {@link #copy} brings at once. */
  public int capacity() {
    return capacity;
  }

  /** Copies the rows from {@code first} on; the array is the same for every call. */
  public float[] copy(int first, int count) {
    long offset = (long) first * dimension * Float.BYTES;
    MemorySegment.copy(rows, LITTLE_ENDIAN_FLOAT, offset, window, 0, count * dimension);
    return window;
  }
}

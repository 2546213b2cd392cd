package io.omendb.compute.internal;

import io.omendb.OmenException;
import java.lang.foreign.MemorySegment;

/** The checks at the entry of an engine; behind them kernels read without any. */
public final class Arguments {
  private Arguments() {}

  /** Checks the arguments of {@code ComputeEngine.distance}. */
  public static void checkPair(float[] a, float[] b) {
    checkDimension(a.length);
    if (a.length != b.length) {
      throw OmenException.invalid(
          "b", "Vectors of " + a.length + " and " + b.length + " elements", "use equal lengths");
    }
  }

  /** Checks the arguments of {@code ComputeEngine.batchDistance}. */
  public static void checkBatch(float[] query, MemorySegment rows, int count, float[] distances) {
    checkDimension(query.length);
    checkCount(count, distances.length, "distances");
    long bytes = (long) count * query.length * Float.BYTES;
    if (bytes > rows.byteSize()) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%d rows of %d elements need %d bytes, rows has %d",
              count, query.length, bytes, rows.byteSize()));
    }
  }

  /** Checks the arguments of {@code ComputeEngine.selectAtMost}. */
  public static void checkSelect(float[] distances, int count, int[] positions) {
    checkCount(count, distances.length, "distances");
    checkCount(count, positions.length, "positions");
  }

  private static void checkDimension(int dimension) {
    if (dimension == 0) {
      throw OmenException.invalid("query", "A vector of 0 elements", "use at least 1");
    }
  }

  private static void checkCount(int count, int length, String array) {
    if (count < 0 || count > length) {
      throw new IndexOutOfBoundsException(
          "count is " + count + ", the length of " + array + " is " + length);
    }
  }
}

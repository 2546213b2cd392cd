package io.omendb.spi.vector;

import io.omendb.Metric;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The vectors of a segment where they lie, and what compares them. Immutable, so safe for
 * concurrent use while the memory is mapped.
 *
 * @param compute compares them
 * @param metric by what
 * @param vectors {@code count} rows of {@code dimension} little-endian float32 elements each,
 *     without gaps, aligned to 4 bytes; anything where a row has no vector
 * @param count rows
 * @param dimension elements of a vector
 */
public record VectorRows(
    ComputeEngine compute, Metric metric, MemorySegment vectors, int count, int dimension) {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  public VectorRows {
    long needed = (long) count * dimension * Float.BYTES;
    if (count < 0 || dimension < 1 || vectors.byteSize() < needed) {
      throw new IllegalArgumentException(
          "%d rows x %d in %d bytes".formatted(count, dimension, vectors.byteSize()));
    }
  }

  /**
   * The distances of a vector to some of the rows, which ascend from near to far; see {@link
   * ComputeEngine#gatherDistance}.
   *
   * @param query {@code dimension} elements
   * @param rows which, 0..count-1
   * @param size how many of these
   * @param distances receives a distance each; NaN where float32 overflows
   */
  public void distances(float[] query, int[] rows, int size, float[] distances) {
    compute.gatherDistance(metric, query, vectors, rows, size, distances);
  }

  /** Copies the vector of a row into an array of {@code dimension} elements. */
  public void copy(int row, float[] vector) {
    MemorySegment.copy(vectors, FLOAT, (long) row * dimension * Float.BYTES, vector, 0, dimension);
  }
}

package io.omendb.core.query;

import io.omendb.Metric;
import io.omendb.VectorType;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.VectorNorms;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;

/** What a bound on rounding has to know of the vectors of a segment, measured once. */
final class VectorLengths {
  private static final int BLOCK_ROWS = 1024;

  private VectorLengths() {}

  /** The lengths in a column; for {@code L2} nothing needs to be known. */
  static VectorNorms of(Segment segment, int column, VectorType type, ComputeEngine compute) {
    return type.metric() == Metric.L2
        ? new VectorNorms(0, false)
        : segment.vectorNorms(
            column, (vectors, rows) -> measure(vectors, rows, type.dimension(), compute));
  }

  /** Squared lengths are squared distances to zero, at the speed of the engine. */
  private static VectorNorms measure(
      MemorySegment vectors, int rows, int dimension, ComputeEngine compute) {
    float[] zero = new float[dimension];
    float[] squares = new float[BLOCK_ROWS];
    ExactDistance toZero = new ExactDistance(Metric.L2, zero);
    long rowBytes = (long) dimension * Float.BYTES;
    double greatest = 0;
    boolean hasTiny = false;
    for (int block = 0; block < rows; block += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows - block);
      MemorySegment body = vectors.asSlice(block * rowBytes, count * rowBytes);
      compute.batchDistance(Metric.L2, zero, body, count, squares);
      for (int i = 0; i < count; i++) {
        greatest =
            Math.max(greatest, Float.isNaN(squares[i]) ? Double.POSITIVE_INFINITY : squares[i]);
        hasTiny |= squares[i] < 1e-30f && toZero.to(body, i * rowBytes) != 0;
      }
    }
    return new VectorNorms(Math.sqrt(greatest) * 1.01, hasTiny);
  }
}

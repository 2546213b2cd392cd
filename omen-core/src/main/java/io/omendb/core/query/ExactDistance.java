package io.omendb.core.query;

import io.omendb.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Distances of {@link Metric} in double precision, where float32 inputs cannot overflow. Searches
 * rank by these and not by squares: two squares may differ and their roots be equal. For one
 * thread.
 */
final class ExactDistance {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Metric metric;
  private final float[] query;
  private final float[] row;
  private final double queryNorm;

  ExactDistance(Metric metric, float[] query) {
    this.metric = metric;
    this.query = query;
    this.row = new float[query.length];
    this.queryNorm = Math.sqrt(product(query, query));
  }

  /** Euclidean length of the query. */
  double queryNorm() {
    return queryNorm;
  }

  /** The distance to a vector. */
  double to(float[] vector) {
    return to(MemorySegment.ofArray(vector), 0);
  }

  /** The distance to the vector at a byte offset. */
  double to(MemorySegment vectors, long offset) {
    MemorySegment.copy(vectors, FLOAT, offset, row, 0, row.length);
    return switch (metric) {
      case L2 -> Math.sqrt(squaredDistance());
      case DOT -> -product(query, row);
      case COSINE -> {
        double norms = queryNorm * Math.sqrt(product(row, row));
        yield norms == 0 ? 1 : Math.clamp(1 - product(query, row) / norms, 0, 2);
      }
    };
  }

  /* Four sums, for the processor waits for one addition before the next to the same. */
  private double squaredDistance() {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < row.length; i += 4) {
      double d0 = (double) query[i] - row[i];
      double d1 = (double) query[i + 1] - row[i + 1];
      double d2 = (double) query[i + 2] - row[i + 2];
      double d3 = (double) query[i + 3] - row[i + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
    }
    for (; i < row.length; i++) {
      double d = (double) query[i] - row[i];
      sum0 += d * d;
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private static double product(float[] a, float[] b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      sum0 += (double) a[i] * b[i];
      sum1 += (double) a[i + 1] * b[i + 1];
      sum2 += (double) a[i + 2] * b[i + 2];
      sum3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      sum0 += (double) a[i] * b[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}

package io.omendb.core.query;

import io.omendb.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Distances of {@link Metric} in double precision, where float32 inputs cannot overflow. Searches
 * rank by these and not by squares: two squares may differ and their roots be equal.
 */
final class ExactDistance {
  private final Metric metric;
  private final float[] query;
  private final double queryNorm;

  ExactDistance(Metric metric, float[] query) {
    this.metric = metric;
    this.query = query;
    double squared = 0;
    for (float q : query) {
      squared += (double) q * q;
    }
    this.queryNorm = Math.sqrt(squared);
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
    double sum = 0;
    double squared = 0;
    for (int i = 0; i < query.length; i++) {
      double v = vectors.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + (long) i * Float.BYTES);
      switch (metric) {
        case L2 -> sum += (query[i] - v) * (query[i] - v);
        case DOT -> sum -= query[i] * v;
        case COSINE -> {
          sum += query[i] * v;
          squared += v * v;
        }
      }
    }
    return switch (metric) {
      case L2 -> Math.sqrt(sum);
      case DOT -> sum;
      case COSINE -> {
        double norms = queryNorm * Math.sqrt(squared);
        yield norms == 0 ? 1 : Math.clamp(1 - sum / norms, 0, 2);
      }
    };
  }
}

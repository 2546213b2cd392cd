package io.omendb.compute.scalar;

import io.omendb.Metric;
import io.omendb.compute.internal.Arguments;
import io.omendb.compute.internal.RowCopies;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;

/** Plain loops over arrays; rows in a segment are copied a few at a time. */
final class ScalarEngine implements ComputeEngine {
  @Override
  public String name() {
    return ScalarProvider.NAME;
  }

  @Override
  public float distance(Metric metric, float[] a, float[] b) {
    Arguments.checkPair(a, b);
    return switch (metric) {
      case L2 -> ScalarKernels.squaredL2(a, b, 0);
      case DOT -> ScalarKernels.negatedDot(a, b, 0);
      case COSINE -> ScalarKernels.cosine(a, ScalarKernels.norm(a), b, 0);
    };
  }

  @Override
  public void batchDistance(
      Metric metric, float[] query, MemorySegment rows, int count, float[] distances) {
    Arguments.checkBatch(query, rows, count, distances);
    RowCopies copies = new RowCopies(rows, query.length, count);
    double queryNorm = ScalarKernels.norm(query);
    for (int first = 0; first < count; first += copies.capacity()) {
      int size = Math.min(count - first, copies.capacity());
      float[] window = copies.copy(first, size);
      switch (metric) {
        case L2 -> {
          for (int i = 0; i < size; i++) {
            distances[first + i] = ScalarKernels.squaredL2(query, window, i * query.length);
          }
        }
        case DOT -> {
          for (int i = 0; i < size; i++) {
            distances[first + i] = ScalarKernels.negatedDot(query, window, i * query.length);
          }
        }
        case COSINE -> {
          for (int i = 0; i < size; i++) {
            distances[first + i] = ScalarKernels.cosine(query, queryNorm, window, i * query.length);
          }
        }
      }
    }
  }

  @Override
  public int selectAtMost(float[] distances, int count, float bound, int[] positions) {
    Arguments.checkSelect(distances, count, positions);
    int selected = 0;
    for (int i = 0; i < count; i++) {
      boolean greater = distances[i] > bound; // False for NaN, which is therefore selected.
      if (!greater) {
        positions[selected++] = i;
      }
    }
    return selected;
  }
}

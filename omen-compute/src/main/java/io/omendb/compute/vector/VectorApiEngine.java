package io.omendb.compute.vector;

import io.omendb.Metric;
import io.omendb.compute.internal.Arguments;
import io.omendb.compute.internal.RowCopies;
import io.omendb.compute.scalar.ScalarKernels;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * Chooses the kernel once per block: by metric, by where the rows lie and by whether they are
 * shorter than a register.
 */
final class VectorApiEngine implements ComputeEngine {
  @Override
  public String name() {
    return VectorApiProvider.NAME;
  }

  @Override
  public float distance(Metric metric, float[] a, float[] b) {
    Arguments.checkPair(a, b);
    return switch (metric) {
      case L2 -> L2Kernel.pair(a, b, 0);
      case DOT -> DotKernel.pair(a, b, 0);
      case COSINE -> {
        double norm = ScalarKernels.norm(a);
        yield norm == 0 ? 1 : CosineKernel.pair(scaled(a, 1 / norm), b, 0);
      }
    };
  }

  @Override
  public void batchDistance(
      Metric metric, float[] query, MemorySegment rows, int count, float[] distances) {
    Arguments.checkBatch(query, rows, count, distances);
    if (count == 0) {
      return;
    }
    float[] prepared = query;
    if (metric == Metric.COSINE) {
      double norm = ScalarKernels.norm(query);
      if (norm == 0) {
        Arrays.fill(distances, 0, count, 1);
        return;
      }
      prepared = scaled(query, 1 / norm);
    }
    int done = rows.isNative() ? nativeRows(metric, prepared, rows, count, distances) : 0;
    copiedRows(metric, prepared, rows, done, count, distances);
  }

  /** Computes the rows after which enough memory follows for whole registers; returns how many. */
  private static int nativeRows(
      Metric metric, float[] query, MemorySegment rows, int count, float[] distances) {
    rows.get(ValueLayout.JAVA_BYTE, 0); // Fails where the segment is closed or another thread's.
    int dimension = query.length;
    long address = rows.address();
    try {
      if (Rows.areShort(dimension)) {
        return switch (metric) {
          case L2 -> L2Kernel.shortRows(query, address, count, distances);
          case DOT -> DotKernel.shortRows(query, address, count, distances);
          case COSINE -> CosineKernel.shortRows(query, address, count, distances);
        };
      }
      int padding = Rows.padded(dimension) - dimension;
      int whole = Math.max(0, count - Math.ceilDiv(padding, dimension));
      float[] padded = padding == 0 ? query : Arrays.copyOf(query, dimension + padding);
      switch (metric) {
        case L2 -> L2Kernel.rows(padded, dimension, address, whole, distances);
        case DOT -> DotKernel.rows(padded, dimension, address, whole, distances);
        case COSINE -> CosineKernel.rows(padded, dimension, address, whole, distances);
      }
      return whole;
    } finally {
      Reference.reachabilityFence(rows);
    }
  }

  private static void copiedRows(
      Metric metric, float[] query, MemorySegment rows, int first, int count, float[] distances) {
    if (first == count) {
      return;
    }
    RowCopies copies = new RowCopies(rows, query.length, count - first);
    for (int next = first; next < count; next += copies.capacity()) {
      int size = Math.min(count - next, copies.capacity());
      float[] window = copies.copy(next, size);
      switch (metric) {
        case L2 -> {
          for (int i = 0; i < size; i++) {
            distances[next + i] = L2Kernel.pair(query, window, i * query.length);
          }
        }
        case DOT -> {
          for (int i = 0; i < size; i++) {
            distances[next + i] = DotKernel.pair(query, window, i * query.length);
          }
        }
        case COSINE -> {
          for (int i = 0; i < size; i++) {
            distances[next + i] = CosineKernel.pair(query, window, i * query.length);
          }
        }
      }
    }
  }

  private static float[] scaled(float[] vector, double factor) {
    float[] result = new float[vector.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (vector[i] * factor);
    }
    return result;
  }

  @Override
  public int selectAtMost(float[] distances, int count, float bound, int[] positions) {
    Arguments.checkSelect(distances, count, positions);
    return SelectKernel.select(distances, count, bound, positions);
  }
}

package io.omendb.compute.scalar;

import io.omendb.Metric;
import io.omendb.compute.internal.Arguments;
import io.omendb.compute.internal.RowCopies;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.RowMultiplier;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

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

  @Override
  public void gatherDistance(
      Metric metric,
      float[] query,
      MemorySegment rows,
      int[] positions,
      int count,
      float[] distances) {
    Arguments.checkGather(query, rows, positions, count, distances);
    long rowBytes = (long) query.length * Float.BYTES;
    float[] one = new float[1];
    for (int i = 0; i < count; i++) {
      batchDistance(metric, query, rows.asSlice(positions[i] * rowBytes, rowBytes), 1, one);
      distances[i] = one[0];
    }
  }

  @Override
  public RowMultiplier multiplier(float[][] queries) {
    Arguments.checkQueries(queries);
    return (rows, count, products) -> multiply(queries, rows, count, products);
  }

  private static void multiply(float[][] queries, MemorySegment rows, int count, float[] products) {
    Arguments.checkMultiply(queries, rows, count, products);
    RowCopies copies = new RowCopies(rows, queries[0].length, count);
    for (int first = 0; first < count; first += copies.capacity()) {
      int size = Math.min(count - first, copies.capacity());
      float[] window = copies.copy(first, size);
      for (int i = 0; i < size; i++) {
        for (int q = 0; q < queries.length; q++) {
          products[(first + i) * queries.length + q] =
              -ScalarKernels.negatedDot(queries[q], window, i * queries[q].length);
        }
      }
    }
  }

  @Override
  public int selectAtLeast(float[] products, int count, float[] least, int[] positions) {
    Arguments.checkSelect(products, count, least, positions);
    int selected = 0;
    for (int i = 0; i < count * least.length; i++) {
      boolean less = products[i] < least[i % least.length]; // False for NaN.
      if (!less) {
        positions[selected++] = i;
      }
    }
    return selected;
  }

  @Override
  public void sumCodes(
      MemorySegment blocks, int blockCount, int groups, byte[] table, short[] sums) {
    Arguments.checkCodes(blocks, blockCount, groups, table, sums);
    ScalarSums.sumCodes(blocks, blockCount, groups, table, sums);
  }

  @Override
  public void keepSums(short[] sums, int count, long[] bits) {
    Arguments.checkKeep(sums, count, bits);
    ScalarSums.keepSums(sums, count, bits);
  }

  @Override
  public int selectGreatest(short[] sums, int count, int wanted, int[] positions) {
    Arguments.checkSelect(sums, count, wanted, positions);
    return ScalarSums.selectGreatest(sums, count, wanted, positions);
  }

  @Override
  public int selectBounded(
      short[] sums,
      int count,
      MemorySegment alphas,
      MemorySegment betas,
      @Nullable MemorySegment norms,
      SumBound bound,
      int[] positions) {
    Arguments.checkBounded(sums, count, alphas, betas, norms, positions);
    return ScalarSums.selectBounded(sums, count, alphas, betas, norms, bound, positions);
  }

  @Override
  public void multiplyBytes(
      byte[] query, MemorySegment rows, int[] positions, int count, int[] products) {
    Arguments.checkBytes(query, rows, positions, count, products);
    ScalarSums.multiplyBytes(query, rows, positions, count, products);
  }
}

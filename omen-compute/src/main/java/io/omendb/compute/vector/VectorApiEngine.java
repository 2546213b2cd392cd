package io.omendb.compute.vector;

import io.omendb.Metric;
import io.omendb.compute.internal.Arguments;
import io.omendb.compute.internal.RowCopies;
import io.omendb.compute.scalar.ScalarKernels;
import io.omendb.compute.scalar.ScalarSums;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.RowMultiplier;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    int dimension = query.length;
    long address = Rows.open(rows);
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
        case L2 -> L2Kernel.rows(padded, dimension, address, null, whole, distances);
        case DOT -> DotKernel.rows(padded, dimension, address, null, whole, distances);
        case COSINE -> CosineKernel.rows(padded, dimension, address, null, whole, distances);
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

  @Override
  public void gatherDistance(
      Metric metric,
      float[] query,
      MemorySegment rows,
      int[] positions,
      int count,
      float[] distances) {
    Arguments.checkGather(query, rows, positions, count, distances);
    if (!readsWhole(rows, query.length, positions, count)) {
      oneByOne(metric, query, rows, positions, count, distances);
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
    float[] padded = Arrays.copyOf(prepared, Rows.padded(query.length));
    long address = Rows.open(rows);
    try {
      switch (metric) {
        case L2 -> L2Kernel.rows(padded, query.length, address, positions, count, distances);
        case DOT -> DotKernel.rows(padded, query.length, address, positions, count, distances);
        case COSINE ->
            CosineKernel.rows(padded, query.length, address, positions, count, distances);
      }
    } finally {
      Reference.reachabilityFence(rows);
    }
  }

  /** Whether behind every one of the rows there is memory for a whole register. */
  private static boolean readsWhole(MemorySegment rows, int dimension, int[] positions, int count) {
    int padding = Rows.padded(dimension) - dimension;
    long whole = rows.byteSize() / Float.BYTES / dimension - Math.ceilDiv(padding, dimension);
    boolean all = rows.isNative();
    for (int i = 0; i < count && all; i++) {
      all = positions[i] < whole;
    }
    return all;
  }

  private void oneByOne(
      Metric metric,
      float[] query,
      MemorySegment rows,
      int[] positions,
      int count,
      float[] distances) {
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
    return new ProductKernel(queries);
  }

  @Override
  public int selectAtLeast(float[] products, int count, float[] least, int[] positions) {
    Arguments.checkSelect(products, count, least, positions);
    return SelectKernel.selectAtLeast(products, count, least, positions);
  }

  @Override
  public void sumCodes(
      MemorySegment blocks, int blockCount, int groups, byte[] table, short[] sums) {
    Arguments.checkCodes(blocks, blockCount, groups, table, sums);
    if (!blocks.isNative() || blockCount == 0) {
      ScalarSums.sumCodes(blocks, blockCount, groups, table, sums);
      return;
    }
    try {
      CodeScan.BEST.sum(Rows.open(blocks), blockCount, groups, table, sums);
    } finally {
      Reference.reachabilityFence(blocks);
    }
  }

  @Override
  public void keepSums(short[] sums, int count, long[] bits) {
    Arguments.checkKeep(sums, count, bits);
    SumKernel.keep(sums, count, bits);
  }

  @Override
  public int selectGreatest(short[] sums, int count, int wanted, int[] positions) {
    Arguments.checkSelect(sums, count, wanted, positions);
    return SumKernel.selectGreatest(sums, count, wanted, positions);
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
    boolean isNative = alphas.isNative() && betas.isNative() && (norms == null || norms.isNative());
    if (!isNative || count == 0) {
      return ScalarSums.selectBounded(sums, count, alphas, betas, norms, bound, positions);
    }
    try {
      return BoundKernel.select(
          sums,
          count,
          Rows.open(alphas),
          Rows.open(betas),
          norms == null ? 0 : Rows.open(norms),
          bound,
          positions);
    } finally {
      Reference.reachabilityFence(alphas);
      Reference.reachabilityFence(betas);
      Reference.reachabilityFence(norms);
    }
  }

  @Override
  public void multiplyBytes(
      byte[] query, MemorySegment rows, int[] positions, int count, int[] products) {
    Arguments.checkBytes(query, rows, positions, count, products);
    if (!rows.isNative() || count == 0 || query.length % ByteKernel.LANES != 0) {
      ScalarSums.multiplyBytes(query, rows, positions, count, products);
      return;
    }
    try {
      ByteKernel.multiply(query, Rows.open(rows), positions, count, products);
    } finally {
      Reference.reachabilityFence(rows);
    }
  }
}

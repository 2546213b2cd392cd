package io.omendb.compute.vector;

import io.omendb.Metric;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.RowMultiplier;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Vector kernels from when the JIT has compiled them, plain loops until then. The first call starts
 * a thread that has the kernels compiled, once in a process: a first search would otherwise take
 * seconds, which {@code omen knn} has not.
 */
final class WarmingEngine implements ComputeEngine {
  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static volatile boolean compiled;

  private final ComputeEngine vectors = new VectorApiEngine();
  private final ComputeEngine plain;

  /**
   * @param plain what stands in; agrees with the vector kernels as engines must
   */
  WarmingEngine(ComputeEngine plain) {
    this.plain = plain;
  }

  /** Whether the kernels of this process are compiled. */
  static boolean isCompiled() {
    return compiled;
  }

  private ComputeEngine engine() {
    if (compiled) {
      return vectors;
    }
    if (STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform().name("omendb-kernel-warm-up").daemon().start(this::warmUp);
    }
    return plain;
  }

  private void warmUp() {
    try {
      KernelWarmUp.run(vectors, plain);
    } finally {
      compiled = true;
    }
  }

  @Override
  public String name() {
    return vectors.name();
  }

  @Override
  public float distance(Metric metric, float[] a, float[] b) {
    return engine().distance(metric, a, b);
  }

  @Override
  public void batchDistance(
      Metric metric, float[] query, MemorySegment rows, int count, float[] distances) {
    engine().batchDistance(metric, query, rows, count, distances);
  }

  @Override
  public int selectAtMost(float[] distances, int count, float bound, int[] positions) {
    return engine().selectAtMost(distances, count, bound, positions);
  }

  @Override
  public void gatherDistance(
      Metric metric,
      float[] query,
      MemorySegment rows,
      int[] positions,
      int count,
      float[] distances) {
    engine().gatherDistance(metric, query, rows, positions, count, distances);
  }

  @Override
  public RowMultiplier multiplier(float[][] queries) {
    return engine().multiplier(queries);
  }

  @Override
  public int selectAtLeast(float[] products, int count, float[] least, int[] positions) {
    return engine().selectAtLeast(products, count, least, positions);
  }

  @Override
  public void sumCodes(
      MemorySegment blocks, int blockCount, int groups, byte[] table, short[] sums) {
    engine().sumCodes(blocks, blockCount, groups, table, sums);
  }

  @Override
  public void keepSums(short[] sums, int count, long[] bits) {
    engine().keepSums(sums, count, bits);
  }

  @Override
  public int selectGreatest(short[] sums, int count, int wanted, int[] positions) {
    return engine().selectGreatest(sums, count, wanted, positions);
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
    return engine().selectBounded(sums, count, alphas, betas, norms, bound, positions);
  }

  @Override
  public void multiplyBytes(
      byte[] query, MemorySegment rows, int[] positions, int count, int[] products) {
    engine().multiplyBytes(query, rows, positions, count, products);
  }
}

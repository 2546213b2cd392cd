package io.omendb.compute.vector;

import io.omendb.Metric;
import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.RowMultiplier;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Calls every kernel of an engine on made-up data until the JIT has compiled it. Until then each
 * vector is an object on the heap, and a kernel some hundred times slower than a plain loop, which
 * is also how the end is noticed.
 */
final class KernelWarmUp {
  /* Long enough for the loops to look as they do in a search, short enough to pass quickly. */
  private static final int ROWS = 24;
  private static final int DIMENSION = 384;
  private static final int SHORT_DIMENSION = 3;
  private static final int GROUPS = 64;
  private static final int CODE_BLOCKS = 16;
  private static final int CODED_ROWS = CODE_BLOCKS * CodeBlocks.ROWS;
  private static final int FEW_QUERIES = 2;
  private static final int MANY_QUERIES = 40;

  private static final int ROUNDS = 50;
  private static final int PLAIN_ROUNDS = 500;
  private static final int MOST_TIMES_SLOWER = 4;
  private static final long MOST_NANOS = 3_000_000_000L;

  private final Random random = new Random(1);
  private final List<Consumer<ComputeEngine>> kernels = new ArrayList<>();

  private KernelWarmUp(Arena arena) {
    distances(arena);
    products(arena);
    codes(arena);
  }

  /**
   * Returns once each kernel of the engine is compiled, or has been tried for three seconds.
   *
   * @param plain an engine of plain loops, to compare with
   */
  static void run(ComputeEngine engine, ComputeEngine plain) {
    try (Arena arena = Arena.ofConfined()) {
      for (Consumer<ComputeEngine> kernel : new KernelWarmUp(arena).kernels) {
        long enough = MOST_TIMES_SLOWER * leastNanos(kernel, plain, PLAIN_ROUNDS);
        long start = System.nanoTime();
        while (leastNanos(kernel, engine, ROUNDS) > enough
            && System.nanoTime() - start < MOST_NANOS) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private static long leastNanos(Consumer<ComputeEngine> kernel, ComputeEngine engine, int rounds) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      kernel.accept(engine);
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }

  private void distances(Arena arena) {
    int[] positions = new int[CODED_ROWS];
    for (int dimension : new int[] {DIMENSION, SHORT_DIMENSION}) {
      float[] query = floats(dimension);
      MemorySegment rows = segment(arena, floats((ROWS + 1) * dimension));
      float[] distances = new float[ROWS];
      int[] every = every(ROWS);
      for (Metric metric : Metric.values()) {
        kernels.add(engine -> engine.batchDistance(metric, query, rows, ROWS, distances));
        kernels.add(engine -> engine.gatherDistance(metric, query, rows, every, ROWS, distances));
        kernels.add(engine -> engine.distance(metric, query, query));
      }
    }
    float[] values = floats(CODED_ROWS);
    kernels.add(engine -> engine.selectAtMost(values, CODED_ROWS, -1.5f, positions));
  }

  private void products(Arena arena) {
    MemorySegment rows = segment(arena, floats(ROWS * DIMENSION));
    for (int count : new int[] {FEW_QUERIES, MANY_QUERIES}) {
      float[][] queries = new float[count][];
      for (int i = 0; i < count; i++) {
        queries[i] = floats(DIMENSION);
      }
      float[] products = new float[ROWS * count];
      float[] least = new float[count];
      int[] positions = new int[ROWS * count];
      kernels.add(engine -> {
        RowMultiplier multiplier = engine.multiplier(queries);
        multiplier.multiply(rows, ROWS, products);
      });
      kernels.add(engine -> engine.selectAtLeast(products, ROWS, least, positions));
    }
  }

  private void codes(Arena arena) {
    MemorySegment blocks = segment(arena, bytes(CODE_BLOCKS * CodeBlocks.blockBytes(GROUPS), 0xff));
    MemorySegment alphas = segment(arena, bytes(CODED_ROWS, 0x7f));
    MemorySegment betas = segment(arena, bytes(CODED_ROWS, 0x7f));
    float[] lengths = floats(CODED_ROWS);
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = 1 + Math.abs(lengths[i]);
    }
    MemorySegment norms = segment(arena, lengths);
    MemorySegment byteRows = segment(arena, bytes(ROWS * DIMENSION, 0x7f));
    byte[] table = bytes(GROUPS * CodeBlocks.VALUES, 0x7f);
    byte[] query = bytes(DIMENSION, ComputeEngine.MAX_QUERY_BYTE - 1);
    short[] sums = new short[CODED_ROWS];
    long[] wanted = new long[CODE_BLOCKS];
    Arrays.fill(wanted, -1L);
    int[] positions = new int[CODED_ROWS];
    int[] products = new int[ROWS];
    int[] every = every(ROWS);
    int middle = GROUPS * 0x7f / 2;
    SumBound bound = new SumBound(-middle, 1, 0, 10, 0, 1, 0, 0, 0.3f, -1);
    SumBound boundByNorm = new SumBound(-middle, 1, 0, 10, 0, 1, 0.3f, 0.1f, 0, -1);
    kernels.add(engine -> engine.sumCodes(blocks, CODE_BLOCKS, GROUPS, table, sums));
    kernels.add(engine -> engine.keepSums(sums, CODED_ROWS, wanted));
    kernels.add(engine -> engine.selectGreatest(sums, CODED_ROWS, 100, positions));
    kernels.add(
        engine -> engine.selectBounded(sums, CODED_ROWS, alphas, betas, null, bound, positions));
    kernels.add(engine ->
        engine.selectBounded(sums, CODED_ROWS, alphas, betas, norms, boundByNorm, positions));
    kernels.add(engine -> engine.multiplyBytes(query, byteRows, every, ROWS, products));
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private byte[] bytes(int count, int mask) {
    byte[] values = new byte[count];
    random.nextBytes(values);
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (values[i] & mask);
    }
    return values;
  }

  private static int[] every(int count) {
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = i;
    }
    return positions;
  }

  private static MemorySegment segment(Arena arena, float[] values) {
    return arena
        .allocate((long) values.length * Float.BYTES, CodeBlocks.ROWS)
        .copyFrom(MemorySegment.ofArray(values));
  }

  private static MemorySegment segment(Arena arena, byte[] values) {
    MemorySegment segment = arena.allocate(values.length, CodeBlocks.ROWS);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_BYTE, 0, values.length);
    return segment;
  }
}

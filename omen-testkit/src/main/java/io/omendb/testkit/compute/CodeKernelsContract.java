package io.omendb.testkit.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ComputeEngine} must do with coded rows, chosen rows and many queries, checked
 * against the plain definition. An engine joins by extending this class.
 */
public abstract class CodeKernelsContract {
  private static final long SEED = 20261121;

  /** For the engines. */
  protected CodeKernelsContract() {}

  /** The engine under test. */
  protected abstract ComputeEngine engine();

  private static byte[] codes(SplittableRandom random, int groups) {
    byte[] codes = new byte[groups];
    for (int g = 0; g < groups; g++) {
      codes[g] = (byte) random.nextInt(CodeBlocks.VALUES);
    }
    return codes;
  }

  @Test
  final void codeBlocks_giveBackWhatWasPut() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int groups = 4; groups <= 40; groups += 4) {
      byte[] block = new byte[CodeBlocks.blockBytes(groups)];
      byte[][] rows = new byte[CodeBlocks.ROWS][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = codes(random, groups);
        CodeBlocks.put(rows[row], block, row);
      }
      for (int row = 0; row < rows.length; row++) {
        for (int g = 0; g < groups; g++) {
          assertEquals(rows[row][g], CodeBlocks.get(MemorySegment.ofArray(block), groups, row, g));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 127, 128, 255})
  final void sumCodes_addsUpTheTable(int greatest) {
    SplittableRandom random = new SplittableRandom(SEED + greatest);
    for (int groups : new int[] {4, 8, 12, 64, 128, Short.MAX_VALUE / greatest / 4 * 4}) {
      int blocks = 1 + random.nextInt(3);
      byte[] table = new byte[groups * CodeBlocks.VALUES];
      for (int i = 0; i < table.length; i++) {
        table[i] = (byte) random.nextInt(greatest + 1);
      }
      byte[] bytes = new byte[blocks * CodeBlocks.blockBytes(groups)];
      random.nextBytes(bytes);
      short[] expected = new short[blocks * CodeBlocks.ROWS];
      for (int row = 0; row < expected.length; row++) {
        for (int g = 0; g < groups; g++) {
          int code = CodeBlocks.get(MemorySegment.ofArray(bytes), groups, row, g);
          expected[row] += (short) (table[g * CodeBlocks.VALUES + code] & 0xff);
        }
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment copy = arena.allocate(bytes.length + 1L).asSlice(1);
        copy.copyFrom(MemorySegment.ofArray(bytes));
        for (MemorySegment segment : List.of(copy, MemorySegment.ofArray(bytes))) {
          short[] sums = new short[expected.length];
          engine().sumCodes(segment, blocks, groups, table, sums);
          assertArrayEquals(expected, sums, groups + " groups, seed " + SEED);
        }
      }
    }
  }

  @Test
  final void keepSums_marksTheOthers() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int count = 0; count < 300; count++) {
      short[] sums = new short[count + 3];
      long[] bits = random.longs((count + 63) / 64).toArray();
      short[] expected = new short[count + 3];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = (short) random.nextInt(Short.MAX_VALUE + 1);
        boolean kept = i >= count || (bits[i / 64] >>> (i % 64) & 1) != 0;
        expected[i] = kept ? sums[i] : -1;
      }
      engine().keepSums(sums, count, bits);
      assertArrayEquals(expected, sums);
    }
  }

  @Test
  final void selectGreatest_isASortedPrefix() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 600; round++) {
      int count = random.nextInt(round < 500 ? 300 : 20_000);
      int range = 1 + random.nextInt(random.nextBoolean() ? 5 : Short.MAX_VALUE);
      short[] sums = new short[count];
      for (int i = 0; i < count; i++) {
        sums[i] = random.nextInt(4) == 0 ? -1 : (short) random.nextInt(range);
      }
      if (random.nextInt(3) == 0) {
        Arrays.sort(sums); // A sample of what comes first then misleads.
      }
      int wanted = random.nextInt(count + 10);
      int[] expected =
          IntStream.range(0, count)
              .filter(i -> sums[i] >= 0)
              .boxed()
              .sorted(Comparator.<Integer>comparingInt(i -> -sums[i]).thenComparingInt(i -> i))
              .limit(wanted)
              .mapToInt(i -> i)
              .sorted()
              .toArray();
      int[] positions = new int[Math.min(wanted, count)];
      int selected = engine().selectGreatest(sums, count, wanted, positions);
      assertArrayEquals(
          expected, Arrays.copyOf(positions, selected), "round " + round + ", seed " + SEED);
    }
  }

  @Test
  final void selectBounded_keepsWhatTheBoundCannotExclude() {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Arena arena = Arena.ofConfined()) {
      for (int round = 0; round < 400; round++) {
        int count = random.nextInt(200);
        short[] sums = new short[count];
        byte[] alphas = new byte[count];
        byte[] betas = new byte[count];
        float[] norms = new float[count];
        for (int i = 0; i < count; i++) {
          sums[i] = random.nextInt(8) == 0 ? -1 : (short) random.nextInt(32_000);
          alphas[i] = (byte) random.nextInt(128);
          betas[i] = (byte) random.nextInt(128);
          norms[i] = (float) Math.exp(random.nextDouble() * 4 - 2);
        }
        boolean byNorm = random.nextBoolean();
        SumBound bound = bound(random, byNorm);
        int[] positions = new int[count];
        int selected =
            engine()
                .selectBounded(
                    sums,
                    count,
                    copy(arena, MemorySegment.ofArray(alphas)),
                    copy(arena, MemorySegment.ofArray(betas)),
                    byNorm ? copy(arena, MemorySegment.ofArray(norms)) : null,
                    bound,
                    positions);
        boolean[] kept = new boolean[count];
        for (int i = 0; i < selected; i++) {
          assertTrue(i == 0 || positions[i] > positions[i - 1], "ascending");
          kept[positions[i]] = true;
        }
        for (int i = 0; i < count; i++) {
          double margin = margin(bound, sums[i], alphas[i], betas[i], byNorm ? norms[i] : null);
          if (Math.abs(margin) > 1e-4) {
            assertEquals(margin > 0, kept[i], "row " + i + " of round " + round + ", " + bound);
          }
        }
      }
    }
  }

  private static SumBound bound(SplittableRandom random, boolean byNorm) {
    float least = random.nextInt(5) == 0 ? 0.9f : -0.5f;
    return new SumBound(
        (float) random.nextDouble(-1, 0),
        (float) random.nextDouble(1e-5, 8e-5),
        0.7f,
        0.002f,
        0.1f,
        0.003f,
        byNorm ? (float) random.nextDouble(-1, 1) : 0,
        byNorm ? (float) random.nextDouble(-0.3, 0.3) : 0,
        (float) random.nextDouble(-1.2, 1.2),
        least);
  }

  /** By how much a row is kept; negative where it is excluded. */
  private static double margin(SumBound bound, short sum, byte a, byte b, @Nullable Float norm) {
    if (sum < 0) {
      return -1;
    }
    double t = bound.constant();
    if (norm != null) {
      t += bound.perNorm() / norm + bound.timesNorm() * norm;
    }
    t = Math.clamp(t, -1, 1);
    double alpha = bound.alphaBase() + bound.alphaStep() * a;
    double beta = bound.betaBase() + bound.betaStep() * b;
    double upper = bound.sumBase() + bound.sumStep() * sum;
    double byBound = upper - (alpha * t - beta * Math.sqrt(1 - t * t + SumBound.SINE_SLACK));
    return Math.max(byBound, bound.least() - t);
  }

  private static MemorySegment copy(Arena arena, MemorySegment source) {
    MemorySegment copy = arena.allocate(source.byteSize() + 1, 8).asSlice(0, source.byteSize());
    return copy.copyFrom(source);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 24, 32, 48, 96, 384, 408, 1536})
  final void multiplyBytes_isTheInnerProduct(int dimension) {
    SplittableRandom random = new SplittableRandom(SEED);
    int most = ComputeEngine.MAX_QUERY_BYTE;
    for (int count : new int[] {0, 1, 3, 4, 5, 16, 17, 37}) {
      byte[] query = new byte[dimension];
      byte[] rows = new byte[50 * dimension];
      boolean extreme = random.nextBoolean();
      for (int i = 0; i < dimension; i++) {
        query[i] = (byte) (extreme ? most : random.nextInt(-most, most + 1));
      }
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (byte) (extreme ? 127 : random.nextInt(-127, 128));
      }
      int[] positions = random.ints(count, 0, 50).toArray();
      int[] expected = new int[count];
      for (int i = 0; i < count; i++) {
        for (int d = 0; d < dimension; d++) {
          expected[i] += query[d] * rows[positions[i] * dimension + d];
        }
      }
      try (Arena arena = Arena.ofConfined()) {
        int[] products = new int[count];
        engine()
            .multiplyBytes(
                query, copy(arena, MemorySegment.ofArray(rows)), positions, count, products);
        assertArrayEquals(expected, products);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 100, 384})
  final void gatherDistance_isThatOfTheRows(int dimension) {
    SplittableRandom random = new SplittableRandom(SEED);
    int held = 23;
    float[] rows = floats(random, held * dimension);
    float[] query = floats(random, dimension);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment exact = arena.allocate(4L * rows.length, 64);
      exact.copyFrom(MemorySegment.ofArray(rows));
      for (Metric metric : Metric.values()) {
        float[] all = new float[held];
        engine().batchDistance(metric, query, exact, held, all);
        for (int count = 0; count < 12; count++) {
          int[] positions = random.ints(count, 0, held).toArray();
          if (count > 0) {
            positions[0] = held - 1;
          }
          float[] distances = new float[count];
          engine().gatherDistance(metric, query, exact, positions, count, distances);
          for (int i = 0; i < count; i++) {
            assertEquals(all[positions[i]], distances[i], 1e-5 * dimension, metric.toString());
          }
        }
      }
    }
  }

  private static float[] floats(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 32, 33, 50})
  final void multiplier_givesTheMatrixProduct(int queryCount) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int dimension : new int[] {1, 5, 16, 100}) {
      for (int count : new int[] {0, 1, 7, 8, 11, 12, 13, 40, 1_200}) {
        float[][] queries = new float[queryCount][];
        Arrays.setAll(queries, q -> floats(random, dimension));
        float[] rows = floats(random, count * dimension);
        float[] products = new float[count * queryCount];
        try (Arena arena = Arena.ofConfined()) {
          engine()
              .multiplier(queries)
              .multiply(copy(arena, MemorySegment.ofArray(rows)), count, products);
        }
        for (int row = 0; row < count; row++) {
          for (int q = 0; q < queryCount; q++) {
            double expected = 0;
            for (int d = 0; d < dimension; d++) {
              expected += (double) queries[q][d] * rows[row * dimension + d];
            }
            assertEquals(expected, products[row * queryCount + q], 1e-6 * dimension);
          }
        }
      }
    }
  }

  @Test
  final void selectAtLeast_comparesWithTheBoundOfTheQuery() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int queries = 1; queries < 40; queries++) {
      int count = random.nextInt(20);
      float[] products = floats(random, count * queries);
      if (count > 0) {
        products[random.nextInt(products.length)] = Float.NaN;
      }
      float[] least = floats(random, queries);
      int width = queries;
      int[] expected =
          IntStream.range(0, products.length)
              .filter(i -> Float.isNaN(products[i]) || products[i] >= least[i % width])
              .toArray();
      int[] positions = new int[products.length];
      int selected = engine().selectAtLeast(products, count, least, positions);
      assertArrayEquals(expected, Arrays.copyOf(positions, selected));
    }
  }

  @Test
  final void whatDoesNotFit_isRefused() {
    MemorySegment rows = MemorySegment.ofArray(new byte[192]);
    byte[] table = new byte[256];
    short[] sums = new short[64];
    assertThrows(OmenException.class, () -> engine().sumCodes(rows, 1, 6, table, sums));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> engine().sumCodes(rows, 2, 4, table, new short[128]));
    assertThrows(
        IndexOutOfBoundsException.class, () -> engine().sumCodes(rows, 1, 4, table, new short[63]));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> engine().multiplyBytes(new byte[32], rows, new int[] {6}, 1, new int[1]));
    assertThrows(
        IndexOutOfBoundsException.class,
        () ->
            engine()
                .gatherDistance(Metric.L2, new float[4], rows, new int[] {-1}, 1, new float[1]));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> engine().multiplier(new float[1][4]).multiply(rows, 13, new float[13]));
  }
}

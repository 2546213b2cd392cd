package io.omendb.benchmarks.ycsb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import site.ycsb.Utils;
import site.ycsb.generator.CounterGenerator;
import site.ycsb.generator.ScrambledZipfianGenerator;
import site.ycsb.generator.SkewedLatestGenerator;
import site.ycsb.generator.UniformLongGenerator;
import site.ycsb.generator.ZipfianGenerator;

/** Which rows are asked for, compared with theory and with YCSB's own generators. */
class DistributionTest {
  private static final int ROWS = 1_000;
  private static final int DRAWS = 400_000;
  private static final long SEED = 17;

  private static double[] counts(LongSupplier numbers) {
    double[] counts = new double[ROWS];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) numbers.getAsLong()]++;
    }
    return counts;
  }

  private static double[] counts(Distribution distribution, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Distribution.Chooser chooser = distribution.chooser(ROWS, new InsertedRows(ROWS), false);
    return counts(() -> chooser.next(random));
  }

  /** Two samples of one distribution differ by five standard deviations nowhere. */
  private static void assertAlike(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      double deviation = Math.sqrt(one[i] + other[i] + 1);
      assertEquals(one[i], other[i], 5 * deviation + 5, "number " + i);
    }
  }

  @Test
  void zeta_isTheSum() {
    for (int n : new int[] {1, 2, 100, 10_000, 10_001, 1_000_000}) {
      double sum = 0;
      for (int i = n; i >= 1; i--) {
        sum += Math.pow(i, -Zipfian.CONSTANT);
      }
      assertEquals(sum, Zipfian.zeta(n), 1e-9, () -> "of " + n);
    }
    // A constant of YCSB.
    assertEquals(ScrambledZipfianGenerator.ZETAN, Zipfian.zeta(10_000_000_000L), 1e-6);
  }

  @Test
  void zipfian_fallsByRank() {
    SplittableRandom random = new SplittableRandom(SEED);
    Zipfian zipfian = new Zipfian(ROWS);
    double[] counts = counts(() -> zipfian.next(random));
    double zeta = Zipfian.zeta(ROWS);
    for (int rank = 1; rank <= 2; rank++) { // exact; the approximation begins behind them
      double expected = DRAWS * Math.pow(rank, -Zipfian.CONSTANT) / zeta;
      assertEquals(expected, counts[rank - 1], 5 * Math.sqrt(expected), "rank " + rank);
    }
    double half = Zipfian.zeta(30) / zeta * DRAWS;
    assertEquals(half, Arrays.stream(counts, 0, 30).sum(), 0.02 * DRAWS);
    assertTrue(counts[ROWS - 1] > 0, "the last rank comes too");
  }

  @Test
  void zipfian_ofFewItems_staysWithin() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int items = 1; items <= 3; items++) {
      Zipfian zipfian = new Zipfian(items);
      boolean[] seen = new boolean[items];
      for (int i = 0; i < 1_000; i++) {
        seen[(int) zipfian.next(random)] = true;
      }
      for (boolean each : seen) {
        assertTrue(each, "of " + items);
      }
    }
  }

  @Test
  void generators_areLikeThoseOfYcsb() {
    ZipfianGenerator theirs = new ZipfianGenerator(ROWS);
    SplittableRandom random = new SplittableRandom(SEED);
    Zipfian ours = new Zipfian(ROWS);
    assertAlike(counts(theirs::nextValue), counts(() -> ours.next(random)));
    assertAlike(
        counts(new ScrambledZipfianGenerator(ROWS)::nextValue), counts(Distribution.ZIPFIAN, SEED));
    CounterGenerator counter = new CounterGenerator(ROWS);
    SkewedLatestGenerator latest = new SkewedLatestGenerator(counter);
    // Theirs leaves out the oldest row.
    assertAlike(
        Arrays.copyOfRange(counts(latest::nextValue), 1, ROWS),
        Arrays.copyOfRange(counts(Distribution.LATEST, SEED), 1, ROWS));
    assertAlike(
        counts(new UniformLongGenerator(0, ROWS - 1)::nextValue),
        counts(Distribution.UNIFORM, SEED));
  }

  @Test
  void hash_isThatOfYcsb() {
    LongStream.concat(
            LongStream.of(0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE),
            new SplittableRandom(SEED).longs(1_000))
        .forEach(number -> assertEquals(Utils.fnvhash64(number), Fnv.hash(number)));
  }

  @Test
  void seeds_repeatAndDiffer() {
    for (Distribution distribution : Distribution.values()) {
      assertArrayEquals(counts(distribution, 1), counts(distribution, 1));
      assertNotEquals(
          Arrays.toString(counts(distribution, 1)), Arrays.toString(counts(distribution, 2)));
    }
  }

  @Test
  void latest_followsWhatIsInserted() {
    InsertedRows inserted = new InsertedRows(ROWS);
    Distribution.Chooser chooser = Distribution.LATEST.chooser(ROWS, inserted, true);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 100; i++) {
      inserted.acknowledge(inserted.next());
    }
    long[] drawn = LongStream.generate(() -> chooser.next(random)).limit(10_000).toArray();
    double expected = drawn.length / Zipfian.zeta(ROWS + 100);
    assertEquals(
        expected,
        (double) Arrays.stream(drawn).filter(n -> n == ROWS + 99).count(),
        5 * Math.sqrt(expected));
    assertEquals(ROWS + 99, Arrays.stream(drawn).max().orElseThrow());
  }

  @Test
  void zipfian_asksForRowsThatAreThere() {
    InsertedRows inserted = new InsertedRows(ROWS);
    Distribution.Chooser chooser = Distribution.ZIPFIAN.chooser(ROWS, inserted, true);
    SplittableRandom random = new SplittableRandom(SEED);
    assertTrue(
        LongStream.generate(() -> chooser.next(random)).limit(10_000).max().orElse(0) < ROWS);
    inserted.acknowledge(inserted.next());
    long[] drawn = LongStream.generate(() -> chooser.next(random)).limit(100_000).toArray();
    assertTrue(Arrays.stream(drawn).anyMatch(number -> number == ROWS), "the new row is asked for");
  }

  @Test
  void insertedRows_areThereInOrder() {
    InsertedRows inserted = new InsertedRows(10);
    long first = inserted.next();
    long second = inserted.next();
    long third = inserted.next();
    assertEquals(List.of(10L, 11L, 12L), List.of(first, second, third));
    inserted.acknowledge(second);
    assertEquals(9, inserted.last());
    inserted.acknowledge(first);
    assertEquals(11, inserted.last());
    inserted.acknowledge(third);
    assertEquals(12, inserted.last());
  }

  @Test
  void names_areRefusedWithThoseThereAre() {
    assertEquals(Distribution.LATEST, Distribution.parse("latest"));
    OmenException e = assertThrows(OmenException.class, () -> Distribution.parse("hotspot"));
    assertTrue(e.remedy().orElse("").contains("zipfian"), e.toString());
  }
}

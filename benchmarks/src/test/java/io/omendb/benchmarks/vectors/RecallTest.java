package io.omendb.benchmarks.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Metric;
import io.omendb.testkit.vectors.VectorDistribution;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The truth against sorting all scores, and which rows count where scores are equal. */
class RecallTest {
  private static final QueryRows ALL = query -> new RowWindow(0, Integer.MAX_VALUE);
  private static final List<SearchFilter> FILTERS =
      List.of(
          SearchFilter.NONE,
          SearchFilter.keys(0.3),
          SearchFilter.keys(0.001),
          SearchFilter.where(0.3),
          SearchFilter.where(0.001));

  private static VectorSet set(float[] rows, int dimension) {
    float[][] vectors = new float[rows.length / dimension][];
    for (int row = 0; row < vectors.length; row++) {
      vectors[row] = Arrays.copyOfRange(rows, row * dimension, (row + 1) * dimension);
    }
    return VectorSet.of(vectors);
  }

  private static double[] sortedScores(
      Metric metric, VectorSet base, float[] query, WantedRows wanted) {
    return IntStream.range(0, base.count())
        .filter(wanted::contains)
        .mapToDouble(row -> TrueScores.score(metric, query, base.row(row)))
        .sorted()
        .toArray();
  }

  @ParameterizedTest
  @EnumSource
  void kthBest_isThatOfASort(VectorDistribution distribution) {
    long seed = 7;
    int count = 777; // three blocks and a part of one
    for (int dimension : new int[] {1, 5, 33}) {
      VectorSet base = set(distribution.rows(count, dimension, seed), dimension);
      VectorSet queries = set(distribution.rows(70, dimension, seed + 1), dimension);
      for (Metric metric : Metric.values()) {
        for (SearchFilter filter : FILTERS) {
          int k = 10;
          double[] kthBest = new BruteForce(metric, base, queries, k, filter.rows(count)).kthBest();
          for (int i = 0; i < queries.count(); i++) {
            WantedRows wanted = filter.rows(count).of(i);
            double[] scores = sortedScores(metric, base, queries.row(i), wanted);
            double expected = scores[Math.max(0, scores.length - k)];
            assertEquals(
                expected,
                kthBest[i],
                1e-12 * Math.max(1e-300, Math.abs(expected))
                    + 1e-12 * scale(metric, base, queries, i),
                distribution + " " + metric + " query " + i + " seed " + seed);
          }
        }
      }
    }
  }

  /** What rounding of an inner product is relative to. */
  private static double scale(Metric metric, VectorSet base, VectorSet queries, int query) {
    return switch (metric) {
      case L2 -> 0;
      case COSINE -> 1;
      case DOT -> {
        float[] zero = new float[base.dimension()];
        yield TrueScores.score(Metric.L2, zero, queries.row(query))
            * sortedScores(Metric.L2, base, zero, new RowWindow(0, base.count()))[0];
      }
    };
  }

  @Test
  void equalScores_countWhicheverRowIsReturned() {
    float[] near = {1, 0};
    float[] far = {0, 1};
    VectorSet base = VectorSet.of(near, near, near, near, far, far);
    VectorSet queries = VectorSet.of(near);
    for (Metric metric : Metric.values()) {
      double[] kthBest = new BruteForce(metric, base, queries, 2, ALL).kthBest();
      for (int[] rows : new int[][] {{0, 1}, {3, 2}, {1, 3}}) {
        assertEquals(1, recall(metric, base, queries, kthBest, rows).value(), metric.text());
      }
      assertEquals(0.5, recall(metric, base, queries, kthBest, 0, 4).value(), metric.text());
      assertEquals(0, recall(metric, base, queries, kthBest, 4, 5).value(), metric.text());
      Recall one = recall(metric, base, queries, kthBest, 0);
      assertEquals(0.5, one.value(), metric.text());
      assertEquals(1, one.missing(), metric.text());
    }
  }

  private static Recall recall(
      Metric metric, VectorSet base, VectorSet queries, double[] kthBest, int... rows) {
    Recall recall = new Recall(metric, base, queries, 2, ALL, kthBest);
    recall.add(0, rows, rows.length);
    return recall;
  }

  @Test
  void rounding_isForgivenRelativeToTheDistance() {
    // The second row is farther by 5e-7 of its distance: as good; the third by 5e-6: not.
    VectorSet base =
        VectorSet.of(new float[] {1000}, new float[] {1000.0005f}, new float[] {1000.005f});
    VectorSet queries = VectorSet.of(new float[] {0});
    double[] kthBest = new BruteForce(Metric.L2, base, queries, 1, ALL).kthBest();
    for (int row = 0; row < 3; row++) {
      Recall recall = new Recall(Metric.L2, base, queries, 1, ALL, kthBest);
      recall.add(0, new int[] {row}, 1);
      assertEquals(row < 2 ? 1 : 0, recall.value(), "row " + row);
    }
  }

  @Test
  void rowsThatNoSearchMayReturn_areRefused() {
    VectorSet base = set(VectorDistribution.UNIT.rows(100, 4, 1), 4);
    VectorSet queries = base.first(1);
    QueryRows filter = SearchFilter.keys(0.1).rows(100);
    double[] kthBest = new BruteForce(Metric.DOT, base, queries, 3, filter).kthBest();
    RowWindow window = RowWindow.of(0.1, 100, 0);
    int inside = window.from();
    for (int[] rows :
        new int[][] {
          {inside, inside},
          {window.to()},
          {window.from() - 1},
          {-1},
          {inside, 100},
          {inside, inside + 1, inside + 2, inside + 3}
        }) {
      Recall recall = new Recall(Metric.DOT, base, queries, 3, filter, kthBest);
      assertThrows(
          IllegalStateException.class,
          () -> recall.add(0, rows, rows.length),
          () -> Arrays.toString(rows));
    }
  }

  @Test
  void windows_areInsideAndOfTheFraction() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1_000; i++) {
      int count = 1 + random.nextInt(1_000);
      RowWindow window = RowWindow.of(0.05, count, i);
      assertEquals(Math.max(1, Math.round(0.05 * count)), window.length());
      assertEquals(true, window.from() >= 0 && window.to() <= count, window::toString);
      assertEquals(new RowWindow(0, count), RowWindow.of(1, count, i));
    }
  }

  @Test
  void taggedRows_areOfTheFraction_andAllOfTheirValue() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      int count = 1 + random.nextInt(1_000);
      double fraction = 0.001 + 0.7 * random.nextDouble();
      TagColumn column = new TagColumn(fraction, count);
      TaggedRows wanted = column.wanted(i);
      assertEquals(Math.max(1, Math.round(fraction * count)), wanted.length());
      int[] same =
          IntStream.range(0, count)
              .filter(row -> column.value(row).equals(wanted.value()))
              .toArray();
      assertArrayEquals(same, wanted.rows(), wanted::toString);
      assertArrayEquals(same, IntStream.range(0, count).filter(wanted::contains).toArray());
      int[] walked =
          IntStream.iterate(wanted.next(0), row -> row < count, row -> wanted.next(row + 1))
              .toArray();
      assertArrayEquals(same, walked);
    }
  }

  /** What scripts/vector_peers.py gives for ten rows. */
  @Test
  void taggedRows_areThoseOfTheRecipe() {
    TagColumn column = new TagColumn(0.25, 10);
    List<String> values = IntStream.range(0, 10).mapToObj(column::value).toList();
    assertEquals(List.of("t0", "other", "t1", "t1", "t1", "t2", "t2", "t0", "t2", "t0"), values);
    assertEquals("tag_0_25 = 't2'", column.wanted(14).where());
  }

  @Test
  void rowsWithAnotherValue_areRefused() {
    VectorSet base = set(VectorDistribution.UNIT.rows(100, 4, 1), 4);
    VectorSet queries = base.first(1);
    QueryRows filter = SearchFilter.where(0.1).rows(100);
    double[] kthBest = new BruteForce(Metric.DOT, base, queries, 3, filter).kthBest();
    int outside =
        IntStream.range(0, 100)
            .filter(row -> !filter.of(0).contains(row))
            .findFirst()
            .orElseThrow();
    for (int row : new int[] {outside, -1, 100}) {
      Recall recall = new Recall(Metric.DOT, base, queries, 3, filter, kthBest);
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> recall.add(0, new int[] {row}, 1));
      assertTrue(String.valueOf(e.getMessage()).contains("tag_0_1 = 't0'"), e.getMessage());
    }
  }

  @Test
  void clusteredVectors_areTheSameEachTimeAndOfUnitLength() {
    VectorSource source = VectorSource.Clustered.of("clustered", 500, 20, 48);
    assertEquals(source.base().sha256(), source.base().sha256());
    VectorSource again = VectorSource.parse(source.words());
    assertEquals(source, again);
    assertEquals(source.queries().sha256(), again.queries().sha256());
    float[] row = source.base().row(499);
    assertEquals(1, TrueScores.score(Metric.DOT, row, row), 1e-6);
    float[] unit = row.clone();
    VectorSet.normalize(unit);
    assertArrayEquals(row, unit, 1e-6f);
  }
}

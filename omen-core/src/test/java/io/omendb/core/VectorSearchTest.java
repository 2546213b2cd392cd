package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Hit;
import io.omendb.Metric;
import io.omendb.NearestPlan;
import io.omendb.NearestQuery;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.WriteBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches by codes against a float64 brute force: several segments, updates, deletes, reopen. */
class VectorSearchTest {
  private static final long SEED = 20261121;
  private static final int DIMENSION = 40;
  private static final int KEYS = 2_200;

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<Long, float[]> truth = new TreeMap<>();

  enum Data {
    RANDOM,
    CLUSTERED,
    DUPLICATED,
    SOME_ZERO,
    TINY,
    HUGE,
    ALL_SCALES
  }

  static Stream<Arguments> cases() {
    return Stream.of(Data.values())
        .flatMap(data -> Stream.of(Metric.values()).map(metric -> Arguments.of(data, metric)));
  }

  private float[] vector(Data data) {
    float[] vector = new float[DIMENSION];
    int cluster = random.nextInt(20);
    for (int i = 0; i < DIMENSION; i++) {
      double noise = random.nextDouble() - 0.5;
      vector[i] =
          (float)
              switch (data) {
                case CLUSTERED -> Math.sin(cluster * 31 + i) + noise * 0.05;
                case DUPLICATED -> Math.cos(cluster * 17 + i);
                default -> noise;
              };
    }
    double scale =
        switch (data) {
          case TINY -> 1e-18;
          case HUGE -> 1e16;
          case ALL_SCALES -> Math.pow(10, random.nextInt(-12, 13));
          case SOME_ZERO -> random.nextInt(50) == 0 ? 0 : 1;
          default -> 1;
        };
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (vector[i] * scale);
    }
    return vector;
  }

  /** What filters ask for: a tenth of the rows in each, spread over the keys. */
  private static long group(long key) {
    return key * 7919 % 10;
  }

  private void write(Collection rows, Data data, int count) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < count; i++) {
      long key = random.nextInt(KEYS);
      if (random.nextInt(12) == 0) {
        batch.delete(key);
        truth.remove(key);
      } else if (random.nextInt(40) == 0) {
        batch.put(Row.of(key));
        truth.remove(key);
      } else {
        float[] vector = vector(data);
        batch.put(Row.of(key).with("x", vector).with("g", group(key)));
        truth.put(key, vector);
      }
    }
    rows.write(batch);
  }

  private static double distance(Metric metric, float[] q, float[] v) {
    double dot = 0;
    double qq = 0;
    double vv = 0;
    double squared = 0;
    for (int i = 0; i < q.length; i++) {
      dot += (double) q[i] * v[i];
      qq += (double) q[i] * q[i];
      vv += (double) v[i] * v[i];
      squared += ((double) q[i] - v[i]) * ((double) q[i] - v[i]);
    }
    return switch (metric) {
      case L2 -> Math.sqrt(squared);
      case DOT -> -dot;
      case COSINE -> qq == 0 || vv == 0 ? 1 : Math.clamp(1 - dot / Math.sqrt(qq * vv), 0, 2);
    };
  }

  private Database open() {
    return Database.open("file:" + directory, DatabaseOptions.defaults());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMode_againstBruteForce(Data data, Metric metric) {
    try (Database database = open()) {
      Collection rows =
          database.createCollection(
              "rows",
              Schema.parse(
                  "x vector<float32>[%d, %s], g int64".formatted(DIMENSION, metric.text())));
      for (int i = 0; i < 4; i++) {
        write(rows, data, 1_500);
        rows.flush();
        check(rows, data, metric, 12);
      }
      write(rows, data, 200);
      check(rows, data, metric, 25); // A memtable above four segments.
    }
    try (Database database = open()) {
      Collection rows = database.collection("rows");
      check(rows, data, metric, 25);
      rows.merge();
      check(rows, data, metric, 40);
    }
  }

  private void check(Collection rows, Data data, Metric metric, int rounds) {
    double found = 0;
    double asked = 0;
    for (int round = 0; round < rounds; round++) {
      float[] query =
          random.nextInt(4) == 0
              ? new ArrayList<>(truth.values()).get(random.nextInt(truth.size())).clone()
              : vector(data);
      long from = random.nextBoolean() ? 0 : random.nextInt(KEYS);
      long to = random.nextBoolean() ? KEYS : from + random.nextInt(KEYS);
      int k = random.nextBoolean() ? 10 : 1 + random.nextInt(60);
      long groups = random.nextBoolean() ? 10 : 1 + random.nextInt(9);
      List<Double> all = new ArrayList<>();
      truth.forEach((key, vector) -> {
        if (key >= from && key < to && group(key) < groups) {
          all.add(distance(metric, query, vector));
        }
      });
      all.sort(null);
      double radius =
          random.nextInt(4) > 0 || all.isEmpty()
              ? Double.POSITIVE_INFINITY
              : beyond(all.get(random.nextInt(all.size())), scale(all));
      List<Double> best = all.stream().filter(d -> d <= radius).limit(k).toList();
      NearestQuery search = rows.nearest(query).k(k).keys(from, to).radius(radius);
      if (groups < 10) {
        search.where("g < " + groups);
      }
      String what = "%s %s round %d, seed %d".formatted(data, metric, round, SEED);
      NearestResult exact = search.mode(SearchMode.EXACT).run();
      assertTrue(exact.certified(), what);
      checkHits(exact, metric, query, from, to, groups, what);
      assertEquals(best.size(), exact.hits().size(), what);
      for (int i = 0; i < best.size(); i++) {
        double tolerance = 1e-9 * scale(all);
        assertEquals(best.get(i), exact.hits().get(i).distance(), tolerance, what + ", hit " + i);
      }
      NearestResult fast = search.mode(SearchMode.FAST).recall(0.999).run();
      checkHits(fast, metric, query, from, to, groups, what);
      if (radius == Double.POSITIVE_INFINITY) {
        assertEquals(best.size(), fast.hits().size(), what);
        double worst = best.isEmpty() ? 0 : best.getLast();
        asked += best.size();
        found +=
            fast.hits().stream().filter(hit -> hit.distance() <= worst + 1e-9 * scale(all)).count();
      }
    }
    assertTrue(found >= 0.9 * asked, found + " of " + asked + " by FAST, " + data + " " + metric);
  }

  /** A little farther, so that rounding does not decide. */
  private static double beyond(double distance, double scale) {
    return distance + 1e-8 * scale;
  }

  private static double scale(List<Double> distances) {
    double greatest = distances.isEmpty() ? 0 : Math.abs(distances.getLast());
    double least = distances.isEmpty() ? 0 : Math.abs(distances.getFirst());
    return Math.max(greatest, least);
  }

  /** What is returned is there, where it says, in order. */
  private void checkHits(
      NearestResult result,
      Metric metric,
      float[] query,
      long from,
      long to,
      long groups,
      String what) {
    double before = Double.NEGATIVE_INFINITY;
    for (Hit hit : result.hits()) {
      float[] vector = truth.get(hit.key());
      assertTrue(vector != null, what + ", deleted row " + hit.key());
      assertTrue(hit.key() >= from && hit.key() < to && group(hit.key()) < groups, what);
      double expected = distance(metric, query, vector);
      assertEquals(
          expected,
          hit.distance(),
          1e-9 * Math.max(1e-30, Math.abs(expected)) + tiny(metric, query, vector),
          what);
      assertTrue(hit.distance() >= before, what);
      before = hit.distance();
    }
  }

  /** Rounding of sums in double precision, relative to what is added up. */
  private static double tiny(Metric metric, float[] query, float[] vector) {
    float[] zero = new float[query.length];
    double lengths = distance(Metric.L2, query, zero) * distance(Metric.L2, vector, zero);
    return 1e-12 * (metric == Metric.COSINE ? 1 : metric == Metric.DOT ? lengths : 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batches_findWhatSingleSearchesFind(Data data, Metric metric) {
    try (Database database = open()) {
      Collection rows =
          database.createCollection(
              "rows",
              Schema.parse(
                  "x vector<float32>[%d, %s], g int64".formatted(DIMENSION, metric.text())));
      write(rows, data, 2_500);
      rows.flush();
      write(rows, data, 1_200);
      rows.flush();
      write(rows, data, 100);
      for (int size : new int[] {0, 3, 230}) {
        long from = random.nextInt(KEYS / 2);
        List<NearestSpec> specs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          int k = 1 + random.nextInt(20);
          specs.add(rows.nearest(vector(data)).k(k).keys(from, KEYS).spec());
        }
        List<NearestResult> together = rows.nearestAll(specs);
        assertEquals(size, together.size());
        for (int i = 0; i < size; i++) {
          NearestResult single = rows.nearest(specs.get(i));
          assertEquals(
              single.hits().stream().map(hit -> List.of(hit.key(), hit.distance())).toList(),
              together.get(i).hits().stream()
                  .map(hit -> List.of(hit.key(), hit.distance()))
                  .toList(),
              "search %d of %d, %s %s, seed %d".formatted(i, size, data, metric, SEED));
          assertTrue(together.get(i).certified());
        }
        assertEquals(1, rows.measureRecall(specs));
      }
    }
  }

  /** The nearest by codes are hidden, and all rows are as many as the search asks for at last. */
  @Test
  void everyMode_findsWhatIsLeft_whereMostRowsWereReplaced() {
    try (Database database = open()) {
      Collection rows =
          database.createCollection(
              "rows", Schema.parse("x vector<float32>[" + DIMENSION + "], g int64"));
      float[] near = vector(Data.RANDOM);
      WriteBatch first = new WriteBatch();
      for (long key = 0; key < 1_152; key++) {
        first.put(Row.of(key).with("x", near));
      }
      rows.write(first);
      rows.flush();
      WriteBatch second = new WriteBatch();
      for (long key = 0; key < 1_144; key++) {
        second.delete(key);
      }
      rows.write(second);
      // 1,152 = 4 * 288, and 288 rows are scored for ten at this recall and dimension.
      NearestResult found = rows.nearest(near).k(10).recall(0.9).run();
      assertEquals(SearchMode.FAST, found.mode());
      assertEquals(8, found.hits().size());
      NearestResult exact = rows.nearest(near).k(10).mode(SearchMode.EXACT).run();
      assertEquals(8, exact.hits().size());
      assertTrue(exact.certified());
    }
  }

  @Test
  void plan_saysThatCodesWereUsed_andExcludedMost() {
    try (Database database = open()) {
      Collection rows =
          database.createCollection(
              "rows", Schema.parse("x vector<float32>[" + DIMENSION + "], g int64"));
      write(rows, Data.RANDOM, 3_000);
      rows.flush();
      float[] query = vector(Data.RANDOM);
      NearestPlan exact = rows.nearest(query).explain();
      assertEquals("certified", exact.segments().getFirst().method());
      assertTrue(exact.rowsReranked() < truth.size() / 4, exact.toString());
      NearestPlan fast = rows.nearest(query).recall(0.9).explain();
      assertEquals(SearchMode.FAST, fast.mode());
      assertFalse(fast.result().certified());
      assertEquals("signs", fast.segments().getFirst().method());
      NearestPlan few = rows.nearest(query).keys(5, 50).explain();
      assertEquals("flat", few.segments().getFirst().method());
      assertEquals(few.result().rowsScanned() * DIMENSION * Float.BYTES, few.bytesRead());
      long all = exact.result().rowsScanned() * DIMENSION * Float.BYTES;
      assertTrue(exact.bytesRead() < all / 2, exact.toString());
      assertTrue(fast.bytesRead() < exact.bytesRead(), fast.toString());
      assertTrue(fast.bytesRead() > fast.rowsReranked() * DIMENSION * Float.BYTES, fast.toString());
    }
  }
}

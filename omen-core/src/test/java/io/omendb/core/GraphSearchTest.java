package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.Hit;
import io.omendb.Metric;
import io.omendb.NearestPlan;
import io.omendb.NearestPlan.SegmentScan;
import io.omendb.NearestQuery;
import io.omendb.NearestResult;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.WriteBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches through graphs against a float64 brute force over a map. */
class GraphSearchTest {
  private static final long SEED = 20261123;
  private static final int DIMENSION = 32;
  private static final int KEYS = 4_000;
  private static final int K = 10;

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<Long, float[]> truth = new TreeMap<>();
  private double found;
  private double asked;

  static Stream<Arguments> cases() {
    return Stream.of(true, false)
        .flatMap(
            clustered -> Stream.of(Metric.values()).map(metric -> Arguments.of(clustered, metric)));
  }

  private Database open() {
    return Database.open(
        "file:" + directory.resolve("db"),
        DatabaseOptions.defaults()
            .with("vectors.graph", "lucene")
            .with("vectors.graph-rows", "500"));
  }

  private static Collection create(Database database, Metric metric) {
    return database.createCollection(
        "rows",
        Schema.parse("x vector<float32>[%d, %s], n int32".formatted(DIMENSION, metric.text())));
  }

  private float[] vector(boolean clustered) {
    float[] vector = new float[DIMENSION];
    int cluster = random.nextInt(30);
    for (int i = 0; i < DIMENSION; i++) {
      double noise = random.nextDouble() - 0.5;
      vector[i] = (float) (clustered ? Math.sin(cluster * 31 + i) + 0.4 * noise : noise);
    }
    return vector;
  }

  /** Puts and deletes; {@code n} is the key modulo 10. */
  private void write(Collection rows, boolean clustered, LongStream keys) {
    WriteBatch batch = new WriteBatch();
    keys.forEach(key -> {
      int what = random.nextInt(30);
      if (what == 0) {
        batch.delete(key);
        truth.remove(key);
      } else if (what == 1) {
        batch.put(Row.of(key).with("n", (int) (key % 10)));
        truth.remove(key);
      } else {
        float[] vector = vector(clustered);
        if (what == 2 && random.nextInt(5) == 0) {
          vector = new float[DIMENSION]; // Too short for a graph.
        }
        batch.put(Row.of(key).with("x", vector).with("n", (int) (key % 10)));
        truth.put(key, vector);
      }
    });
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

  @ParameterizedTest
  @MethodSource("cases")
  void graph_findsMostOfTheNearest_andNeverAnotherRow(boolean clustered, Metric metric) {
    try (Database database = open()) {
      Collection rows = create(database, metric);
      write(rows, clustered, LongStream.range(0, KEYS));
      rows.flush();
      check(rows, clustered, metric);
      write(rows, clustered, random.longs(1_500, 0, KEYS).distinct());
      rows.flush();
      check(rows, clustered, metric); // The newer segment hides a third of the older.
      write(rows, clustered, random.longs(300, 0, KEYS + 100).distinct());
      check(rows, clustered, metric); // The memtable hides some of both.
    }
    try (Database database = open()) {
      Collection rows = database.collection("rows");
      check(rows, clustered, metric);
      rows.merge();
      check(rows, clustered, metric);
      assertEquals("graph", plan(rows, clustered).segments().getLast().method());
    }
    assertTrue(
        found >= 0.9 * asked,
        "%s of %s, clustered %s, %s, seed %d".formatted(found, asked, clustered, metric, SEED));
  }

  private NearestPlan plan(Collection rows, boolean clustered) {
    return rows.nearest(vector(clustered)).k(K).mode(SearchMode.GRAPH).recall(0.9).explain();
  }

  private void check(Collection rows, boolean clustered, Metric metric) {
    for (int round = 0; round < 12; round++) {
      float[] query = vector(clustered);
      check(rows, metric, query, search -> search, key -> true, "all");
      check(rows, metric, query, search -> search.where("n < 7"), key -> key % 10 < 7, "most");
      check(rows, metric, query, search -> search.where("n = 3"), key -> key % 10 == 3, "few");
      check(rows, metric, query, search -> search.keys(500, KEYS), key -> key >= 500, "range");
      check(rows, metric, query, search -> search.keys(7, 12), key -> key >= 7 && key < 12, "five");
    }
  }

  private interface Narrowed {
    NearestQuery apply(NearestQuery search);
  }

  private void check(
      Collection rows,
      Metric metric,
      float[] query,
      Narrowed narrowed,
      LongPredicate matches,
      String what) {
    List<Double> best =
        truth.entrySet().stream()
            .filter(entry -> matches.test(entry.getKey()))
            .map(entry -> distance(metric, query, entry.getValue()))
            .filter(distance -> !distance.isNaN())
            .sorted(Comparator.naturalOrder())
            .limit(K)
            .toList();
    NearestResult result =
        narrowed.apply(rows.nearest(query).k(K).mode(SearchMode.GRAPH).recall(0.98)).run();
    String where = "%s, %s, seed %d".formatted(what, metric, SEED);
    assertEquals(best.size(), result.hits().size(), where);
    assertEquals(best.size(), result.hits().stream().map(Hit::key).distinct().count(), where);
    double before = Double.NEGATIVE_INFINITY;
    for (Hit hit : result.hits()) {
      float[] vector = truth.get(hit.key());
      assertTrue(vector != null, where + ": deleted row " + hit.key());
      assertTrue(matches.test(hit.key()), where + ": row " + hit.key() + " does not match");
      // An older version of the row would have another distance.
      assertEquals(distance(metric, query, vector), hit.distance(), 1e-9, where);
      assertTrue(hit.distance() >= before, where);
      before = hit.distance();
    }
    double worst = best.isEmpty() ? 0 : best.getLast();
    asked += best.size();
    found += result.hits().stream().filter(hit -> hit.distance() <= worst + 1e-9).count();
  }

  @Test
  void row_isFoundAtItsCommit_andNotAfterItsDeletion() {
    try (Database database = open()) {
      Collection rows = create(database, Metric.L2);
      write(rows, true, LongStream.range(0, 2_000));
      rows.flush();
      float[] far = vector(false);
      far[0] = 50;
      rows.put(Row.of(9_999).with("x", far));
      NearestQuery search = rows.nearest(far).k(1).mode(SearchMode.GRAPH).recall(0.9);
      assertEquals(9_999, search.run().hits().getFirst().key());
      assertEquals(SearchMode.GRAPH, search.run().mode());
      assertFalse(search.run().certified());
      rows.flush();
      assertEquals(9_999, search.run().hits().getFirst().key());
      rows.delete(9_999);
      assertTrue(search.run().hits().getFirst().key() < 2_000);
    }
  }

  @Test
  void plan_namesTheMethodOfEachSegment() {
    try (Database database = open()) {
      Collection rows = create(database, Metric.COSINE);
      write(rows, true, LongStream.range(0, 2_000));
      rows.flush();
      write(rows, true, LongStream.range(2_000, 2_300));
      rows.flush();
      NearestPlan plan = plan(rows, true);
      assertEquals(SearchMode.GRAPH, plan.mode());
      assertEquals(
          List.of("flat", "graph"), plan.segments().stream().map(SegmentScan::method).toList());
      SegmentScan walked = plan.segments().getLast();
      assertTrue(walked.rowsScanned() < 1_500 && walked.rowsScanned() > 20, walked.toString());
      assertEquals(40, walked.rowsReranked());
      NearestPlan few = rows.nearest(vector(true)).mode(SearchMode.GRAPH).where("n = 1").explain();
      assertFalse(few.segments().stream().anyMatch(s -> s.method().equals("graph")));
      // So few rows are searched faster without.
      NearestPlan auto = rows.nearest(vector(true)).recall(0.9).explain();
      assertEquals(SearchMode.FAST, auto.mode());
    }
  }

  @Test
  void bulkLoad_buildsGraphs() {
    try (Database database = open()) {
      Collection rows = create(database, Metric.L2);
      rows.bulkLoad(
          LongStream.range(0, 1_000)
              .mapToObj(key -> Row.of(key).with("x", vector(true)))
              .iterator());
      assertEquals("graph", plan(rows, true).segments().getFirst().method());
    }
  }

  @Test
  void missingOrDamagedGraph_isDoneWithout() throws IOException {
    try (Database database = open()) {
      Collection rows = create(database, Metric.L2);
      write(rows, true, LongStream.range(0, 2_000));
      rows.flush();
      assertEquals("graph", plan(rows, true).segments().getFirst().method());
    }
    Path graph = graphFile();
    byte[] intact = Files.readAllBytes(graph);
    for (int round = 0; round < 12; round++) {
      byte[] damaged = intact.clone();
      int at = round < 6 ? round * 12 : 128 + random.nextInt(damaged.length - 128);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(graph, damaged);
      assertDoneWithout("byte " + at + ", seed " + SEED);
    }
    Files.write(graph, new byte[0]);
    assertDoneWithout("empty");
    Files.delete(graph);
    assertDoneWithout("missing");
    Files.write(graph, intact);
    try (Database database = Database.open("file:" + directory.resolve("db"))) {
      Collection rows = database.collection("rows");
      // Whatever new segments get at present.
      assertEquals("graph", plan(rows, true).segments().getFirst().method());
    }
  }

  private void assertDoneWithout(String what) {
    try (Database database = open()) {
      NearestPlan plan = plan(database.collection("rows"), true);
      assertEquals("signs", plan.segments().getFirst().method(), what);
      assertEquals(SearchMode.FAST, plan.mode(), what);
      assertEquals(K, plan.result().hits().size(), what);
    }
  }

  private Path graphFile() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".x.graph")).findFirst().orElseThrow();
    }
  }

  @Test
  void segments_getNoGraph_unlessAskedForAndLarge() throws IOException {
    try (Database database = Database.open("file:" + directory.resolve("db"))) {
      Collection rows = create(database, Metric.L2);
      write(rows, true, LongStream.range(0, 1_000));
      rows.flush();
    }
    try (Database database = open()) {
      write(database.collection("rows"), true, LongStream.range(2_000, 2_400));
      database.collection("rows").flush();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".graph")).count());
    }
  }

  @Test
  void unknownEngine_isRefused() {
    OmenException refused =
        assertThrows(
            OmenException.class,
            () ->
                Database.open(
                    "file:" + directory.resolve("db"),
                    DatabaseOptions.defaults().with("vectors.graph", "spanning_tree")));
    assertEquals(ErrorCode.ENGINE_NOT_FOUND, refused.code());
    assertTrue(refused.what().contains("lucene"), refused.what());
  }
}

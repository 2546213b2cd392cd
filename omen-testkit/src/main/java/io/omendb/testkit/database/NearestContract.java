package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.Limits;
import io.omendb.Metric;
import io.omendb.Row;
import io.omendb.SearchMode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches give the true nearest rows, as float64 brute force finds them. */
interface NearestContract extends DatabaseFixture {
  int ROWS = 400;

  private Collection createVectors(Metric metric, int dimension) {
    return create(
        "vectors", "label utf8, v vector<float32>[" + dimension + ", " + metric.text() + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "L2, 1",
    "L2, 3",
    "L2, 17",
    "L2, 384",
    "COSINE, 1",
    "COSINE, 3",
    "COSINE, 17",
    "COSINE, 384",
    "DOT, 1",
    "DOT, 3",
    "DOT, 17",
    "DOT, 384"
  })
  default void nearest_isThatOfBruteForce(Metric metric, int dimension) {
    for (VectorKind kind : VectorKind.values()) {
      Random random = new Random(SEED);
      Collection vectors = createVectors(metric, dimension);
      NavigableMap<Long, Row> live = new TreeMap<>();
      fill(vectors, live, random, kind, dimension);
      NearestOracle oracle = new NearestOracle("v", metric, live);
      for (int i = 0; i < 12; i++) {
        float[] query = (i % 4 == 3 ? VectorKind.GAUSSIAN : kind).next(random, dimension);
        int k = i % 3 == 0 ? 1 : 1 + random.nextInt(40);
        KeyRange keys = i % 2 == 0 ? KeyRange.ALL : someRange(random);
        oracle.check(
            vectors
                .nearest("v", query)
                .k(k)
                .keys(keys.from(), keys.last())
                .mode(SearchMode.EXACT)
                .run(),
            query,
            k,
            KeyRange.of(keys.from(), keys.last()),
            metric + " " + dimension + " " + kind + " query " + i + " seed " + SEED);
      }
      database().dropCollection("vectors");
    }
  }

  /**
   * So few rows are all read, whatever the mode; what is asked for arrives, and an answer comes.
   */
  @ParameterizedTest
  @EnumSource
  default void nearest_inEveryMode_ofFewRows_isThatOfBruteForce(SearchMode mode) {
    Random random = new Random(SEED);
    Collection vectors = createVectors(Metric.L2, 17);
    NavigableMap<Long, Row> live = new TreeMap<>();
    fill(vectors, live, random, VectorKind.GAUSSIAN, 17);
    NearestOracle oracle = new NearestOracle("v", Metric.L2, live);
    float[] query = VectorKind.GAUSSIAN.next(random, 17);
    oracle.check(
        vectors.nearest("v", query).k(10).mode(mode).run(),
        query,
        10,
        KeyRange.ALL,
        mode + " seed " + SEED);
    database().dropCollection("vectors");
  }

  private static KeyRange someRange(Random random) {
    int from = random.nextInt(ROWS);
    return KeyRange.of(from, from + random.nextInt(ROWS));
  }

  /** Three layers, the last in the memtable, with updates, deletions and nulls in each. */
  private static void fill(
      Collection vectors,
      NavigableMap<Long, Row> live,
      Random random,
      VectorKind kind,
      int dimension) {
    for (int layer = 0; layer < 3; layer++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < (layer == 0 ? ROWS : ROWS / 8); i++) {
        long key = layer == 0 ? i : random.nextInt(ROWS);
        Row row = Row.of(key).with("label", "layer " + layer);
        rows.add(random.nextInt(10) == 0 ? row : row.with("v", kind.next(random, dimension)));
      }
      vectors.put(rows);
      rows.forEach(row -> live.put(row.key(), row));
      long[] gone = random.longs(ROWS / 10, 0, ROWS).toArray();
      vectors.delete(gone);
      LongStream.of(gone).forEach(live::remove);
      if (layer < 2) {
        vectors.flush();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  default void nearest_atEveryStage(Stage stage) {
    for (Metric metric : Metric.values()) {
      Random random = new Random(SEED);
      Collection vectors = createVectors(metric, 5);
      NavigableMap<Long, Row> live = new TreeMap<>();
      fill(vectors, live, random, VectorKind.GAUSSIAN, 5);
      vectors = stage.move(this, vectors);
      float[] query = VectorKind.GAUSSIAN.next(random, 5);
      new NearestOracle("v", metric, live)
          .check(vectors.nearest(query).k(25).run(), query, 25, KeyRange.ALL, metric + " " + stage);
      database().dropCollection("vectors");
    }
  }

  @ParameterizedTest
  @EnumSource
  default void ties_areByKey(Stage stage) {
    for (Metric metric : Metric.values()) {
      Collection vectors = createVectors(metric, 4);
      float[] same = {1, 2, 3, 4};
      for (long key : new long[] {5, Long.MAX_VALUE, -7, 0, Long.MIN_VALUE, 3}) {
        vectors.put(Row.of(key).with("v", same));
        if (key == 0) {
          vectors.flush();
        }
      }
      vectors = stage.move(this, vectors);
      assertEquals(
          List.of(Long.MIN_VALUE, -7L, 0L, 3L),
          vectors.nearest(same).k(4).hits().stream().map(Hit::key).toList(),
          metric::toString);
      database().dropCollection("vectors");
    }
  }

  /** The squares differ by one part in 2^52, their roots do not. */
  @ParameterizedTest
  @EnumSource
  default void ties_ofRoundedDistances_areByKey(Stage stage) {
    Collection vectors = createVectors(Metric.L2, 2);
    vectors.put(Row.of(1).with("v", new float[] {1, 0x1p-26f}));
    vectors.put(Row.of(2).with("v", new float[] {1, 0}));
    vectors = stage.move(this, vectors);
    List<Hit> hits = vectors.nearest(new float[2]).hits();
    assertEquals(hits.getFirst().distance(), hits.getLast().distance());
    assertEquals(List.of(1L, 2L), hits.stream().map(Hit::key).toList());
    assertEquals(1, vectors.nearest(new float[2]).k(1).hits().getFirst().key());
  }

  @ParameterizedTest
  @EnumSource
  default void k_beyondTheRows_givesThemAll(Stage stage) {
    Collection vectors = createVectors(Metric.L2, 2);
    vectors.put(Row.of(1).with("v", new float[] {0, 1}));
    vectors.put(Row.of(2).with("v", new float[] {0, 2}));
    vectors.put(Row.of(3).with("label", "no vector"));
    vectors = stage.move(this, vectors);
    assertEquals(
        List.of(1L, 2L),
        vectors.nearest(new float[2]).k(Limits.MAX_K).hits().stream().map(Hit::key).toList());
    assertEquals(List.of(), vectors.nearest(new float[2]).from(3).hits());
    assertEquals(List.of(), vectors.nearest(new float[2]).keys(1, 1).hits());
    assertEquals(List.of(), vectors.nearest(new float[2]).to(Long.MIN_VALUE).hits());
  }

  @ParameterizedTest
  @EnumSource
  default void update_movesTheRow(Stage stage) {
    Collection vectors = createVectors(Metric.L2, 1);
    for (long key = 0; key < 200; key++) {
      vectors.put(Row.of(key).with("v", new float[] {key}));
    }
    vectors = stage.move(this, vectors);
    vectors.put(Row.of(0).with("v", new float[] {1000}));
    vectors.put(Row.of(1).with("label", "vector gone"));
    vectors.delete(2);
    vectors.put(Row.of(199).with("v", new float[] {-1}));
    vectors = stage.move(this, vectors);
    assertEquals(
        List.of(199L, 3L, 4L),
        vectors.nearest(new float[] {-1}).k(3).hits().stream().map(Hit::key).toList());
  }

  @Test
  default void hits_haveTheColumnsAskedFor() {
    Collection vectors = createVectors(Metric.L2, 1);
    vectors.put(Row.of(1).with("label", "a").with("v", new float[] {3}));
    Hit hit = vectors.nearest(new float[] {-1}).columns("label").hits().getFirst();
    assertEquals(Row.of(1).with("label", "a"), hit.row());
    assertEquals(1, hit.row().size());
    assertEquals(4, hit.distance());
    assertEquals(-4, hit.score());
    assertEquals(0, vectors.nearest(new float[1]).columns().hits().getFirst().row().size());
  }
}

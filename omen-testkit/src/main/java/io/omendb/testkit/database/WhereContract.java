package io.omendb.testkit.database;

import static io.omendb.predicate.Predicate.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.Metric;
import io.omendb.NearestPlan;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestPlan.SegmentScan;
import io.omendb.NearestSpec;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.SearchMode;
import io.omendb.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads with a predicate give the rows for which it is true, whatever they were before. */
interface WhereContract extends DatabaseFixture {
  int KEYS = 260;
  int PREDICATES = 150;

  @ParameterizedTest
  @EnumSource
  default void where_isThatOfATruthRowByRow(Stage stage) {
    Random random = new Random(SEED);
    RandomPredicates predicates = new RandomPredicates(random, KEYS);
    NavigableMap<Long, Row> live = new TreeMap<>();
    Collection rows = fill(predicates, random, live);
    rows = stage.move(this, rows);
    PredicateOracle oracle = new PredicateOracle(rows.schema());
    int matched = 0;
    for (int i = 0; i < PREDICATES; i++) {
      Predicate where = predicates.next(3);
      NavigableMap<Long, Row> expected = new TreeMap<>(live);
      expected.values().removeIf(row -> !oracle.isTrue(where, row));
      matched += expected.size();
      String what = where + ", seed " + SEED;
      checkScans(rows, where, expected, random, what);
      checkSearch(rows, where, expected, random, what);
    }
    int share = matched * 100 / (PREDICATES * live.size());
    assertTrue(share > 10 && share < 90, share + " % of the rows match: no test of a filter");
  }

  /** Four layers, the last in the memtable, with updates and deletions in each. */
  private Collection fill(
      RandomPredicates predicates, Random random, NavigableMap<Long, Row> live) {
    Collection rows = create("rows", RandomPredicates.SCHEMA);
    for (int layer = 0; layer < 4; layer++) {
      if (layer > 0) {
        rows.flush();
      }
      List<Row> written = new ArrayList<>();
      for (int i = 0; i < (layer == 0 ? KEYS : KEYS / 4); i++) {
        written.add(predicates.row(layer == 0 ? i : random.nextInt(KEYS)));
      }
      rows.put(written);
      written.forEach(row -> live.put(row.key(), row));
      long[] gone = random.longs(KEYS / 15, 0, KEYS).toArray();
      rows.delete(gone);
      LongStream.of(gone).forEach(live::remove);
    }
    return rows;
  }

  private static void checkScans(
      Collection rows,
      Predicate where,
      NavigableMap<Long, Row> expected,
      Random random,
      String what) {
    assertEquals(List.copyOf(expected.keySet()), keys(rows, where, KeyRange.ALL, false, -1), what);
    assertEquals(expected.size(), rows.count(where), what);
    if (random.nextInt(5) == 0) {
      ScanSpec all = new ScanSpec(KeyRange.ALL, false, ScanSpec.NO_LIMIT, where, null);
      assertEquals(List.copyOf(expected.values()), ArrowReading.rows(rows.scanArrow(all)), what);
    }
    KeyRange keys = range(random);
    NavigableMap<Long, Row> inside = LayeredRows.within(expected, keys);
    assertEquals(inside.size(), rows.count(keys, where), () -> what + ", keys " + keys);
    int limit = random.nextInt(30);
    assertEquals(
        inside.descendingMap().keySet().stream().limit(limit).toList(),
        keys(rows, where, keys, true, limit),
        () -> what + ", keys " + keys + " descending, limit " + limit);
  }

  private static KeyRange range(Random random) {
    int from = random.nextInt(KEYS);
    return KeyRange.of(from, from + random.nextInt(KEYS));
  }

  private static List<Long> keys(
      Collection rows, Predicate where, KeyRange keys, boolean descending, int limit) {
    List<Long> found = new ArrayList<>();
    long most = limit < 0 ? ScanSpec.NO_LIMIT : limit;
    try (RowCursor cursor = rows.scan(new ScanSpec(keys, descending, most, where, List.of("c")))) {
      cursor.forEachRemaining(row -> found.add(row.key()));
    }
    return found;
  }

  private static void checkSearch(
      Collection rows,
      Predicate where,
      NavigableMap<Long, Row> expected,
      Random random,
      String what) {
    float[] query = VectorKind.GAUSSIAN.next(random, 3);
    int k = 1 + random.nextInt(50);
    KeyRange keys = random.nextBoolean() ? KeyRange.ALL : range(random);
    NearestSpec spec = new NearestSpec("v", query, k, keys, where, SearchMode.EXACT, null);
    new NearestOracle("v", Metric.L2, expected).check(rows.nearest(spec), query, k, keys, what);
  }

  @ParameterizedTest
  @EnumSource
  default void olderVersion_neverStandsInForTheNewest(Stage stage) {
    Collection rows = create("rows", "name utf8, v vector<float32>[1]");
    for (long key = 0; key < 200; key++) {
      rows.put(Row.of(key).with("name", "old").with("v", new float[] {key}));
    }
    rows = stage.move(this, rows);
    for (long key = 0; key < 200; key += 2) {
      rows.put(Row.of(key).with("name", "new").with("v", new float[] {key}));
    }
    rows.put(Row.of(1).with("v", new float[] {1}));
    rows.delete(3);
    for (int moved = 0; moved < 2; moved++) {
      assertEquals(98, rows.count(Predicate.parse("name = 'old'")));
      assertEquals(100, rows.count(Predicate.parse("name = 'new'")));
      assertEquals(1, rows.count(Predicate.parse("name is null")));
      assertEquals(
          List.of(5L, 7L, 9L),
          rows.scan().where("name = 'old'").limit(3).toList().stream().map(Row::key).toList());
      assertEquals(
          List.of(5L, 7L, 9L),
          rows.nearest(new float[] {0}).k(3).where("name = 'old'").hits().stream()
              .map(Hit::key)
              .toList());
      rows = stage.move(this, rows);
    }
  }

  @Test
  default void query_joinsItsPredicates() {
    Collection rows = create("rows", "n int64, v vector<float32>[1]");
    for (long key = 0; key < 10; key++) {
      rows.put(Row.of(key).with("n", key).with("v", new float[] {key}));
    }
    assertEquals(
        List.of(4L),
        rows.scan().where("n > 3").where(column("n").lessThan(5)).toList().stream()
            .map(Row::key)
            .toList());
    assertEquals(
        List.of(8L, 9L),
        rows.nearest(new float[1]).where("key >= 5").where("n > 7").hits().stream()
            .map(Hit::key)
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  default void explainNearest_saysWhatTheFilterDid(Stage stage) {
    Collection rows = create("rows", "n int64, v vector<float32>[1]");
    rows.put(
        LongStream.range(0, 300)
            .mapToObj(key -> Row.of(key).with("n", key).with("v", new float[] {key}))
            .toList());
    rows = stage.move(this, rows);
    Predicate where = Predicate.parse("n >= 250 and key < 280 and key between 5 and 1000");
    NearestPlan plan = rows.nearest(new float[1]).k(5).where(where).explain();
    assertEquals(where, plan.where());
    assertEquals(KeyRange.of(5, 280), plan.keys());
    assertEquals(
        List.of(250L, 251L, 252L, 253L, 254L),
        plan.result().hits().stream().map(Hit::key).toList());
    long matched = 0;
    int skipped = 0;
    for (SegmentScan segment : plan.segments()) {
      FilterScan filter = segment.filter();
      assertEquals(segment.admits(), filter != null, segment::toString);
      if (filter != null) {
        boolean inVain = segment.maxKey() < 250;
        assertEquals(new FilterScan(filter.rowsMatched(), 1, inVain ? 1 : 0), filter);
        assertTrue(!inVain || segment.rowsScanned() == 0, segment::toString);
        matched += filter.rowsMatched();
        skipped += filter.blocksSkipped();
      }
    }
    if (!plan.segments().isEmpty()) {
      assertEquals(30, matched, plan::toString);
      assertTrue(skipped > 0, plan::toString);
    }
    NearestPlan keysOnly = rows.nearest(new float[1]).where("key = 7").explain();
    assertEquals(KeyRange.of(7, 8), keysOnly.keys());
    assertEquals(1, keysOnly.result().rowsScanned());
    keysOnly.segments().forEach(segment -> assertNull(segment.filter()));
    assertNull(rows.nearest(new float[1]).explain().where());
  }
}

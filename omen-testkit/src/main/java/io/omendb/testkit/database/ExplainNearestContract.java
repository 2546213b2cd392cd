package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertCode;
import static io.omendb.testkit.database.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.Metric;
import io.omendb.NearestPlan;
import io.omendb.NearestPlan.MemTableScan;
import io.omendb.NearestPlan.SegmentScan;
import io.omendb.NearestQuery;
import io.omendb.Row;
import io.omendb.SearchMode;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan of a search says what the search does. */
interface ExplainNearestContract extends DatabaseFixture {
  int VECTORS = 300;
  int DIMENSION = 8;

  /** Keys 0, 10, 20, ...; none is written twice, so every row version is a live row. */
  private Collection filled(Metric metric) {
    Collection vectors = create("vectors", "v vector<float32>[8, " + metric.text() + "]");
    Random random = new Random(SEED);
    vectors.put(
        LongStream.range(0, VECTORS)
            .mapToObj(i -> Row.of(i * 10).with("v", VectorKind.GAUSSIAN.next(random, DIMENSION)))
            .toList());
    return vectors;
  }

  private static float[] query() {
    return VectorKind.GAUSSIAN.next(new Random(SEED + 1), DIMENSION);
  }

  @ParameterizedTest
  @EnumSource
  default void explainNearest_equalsNearest(Stage stage) {
    for (Metric metric : Metric.values()) {
      Collection vectors = stage.move(this, filled(metric));
      for (KeyRange keys :
          List.of(
              KeyRange.ALL,
              KeyRange.of(95, 1501),
              KeyRange.of(100, 101),
              KeyRange.of(101, 110),
              KeyRange.of(7, 7),
              KeyRange.between(2000L, null))) {
        NearestQuery query = vectors.nearest(query()).k(7).from(keys.from());
        if (keys.to() != null) {
          query.to(keys.to());
        }
        NearestPlan plan = query.explain();
        assertEquals(query.run(), plan.result(), plan::toString);
        assertEquals("v", plan.column());
        assertEquals(metric, plan.metric());
        assertEquals(7, plan.k());
        assertEquals(keys, plan.keys());
        assertEquals(SearchMode.EXACT, plan.mode());
        assertEquals(database().engines().compute(), plan.computeEngine());
        checkSums(plan, vectors.count(keys));
        plan.segments().forEach(segment -> checkSegment(keys, segment));
      }
      database().dropCollection("vectors");
    }
  }

  private static void checkSums(NearestPlan plan, long rowsInRange) {
    long inMemTables = plan.memTables().stream().mapToLong(MemTableScan::rowsScanned).sum();
    long inSegments = plan.segments().stream().mapToLong(SegmentScan::rowsScanned).sum();
    assertEquals(plan.result().rowsScanned(), inMemTables + inSegments, plan::toString);
    assertEquals(rowsInRange, inMemTables + inSegments, plan::toString);
    long reranked = plan.segments().stream().mapToLong(SegmentScan::rowsReranked).sum();
    assertEquals(reranked, plan.rowsReranked());
    assertTrue(reranked + inMemTables >= plan.result().hits().size(), plan::toString);
    long nanos =
        plan.memTables().stream().mapToLong(MemTableScan::nanos).sum()
            + plan.segments().stream().mapToLong(SegmentScan::nanos).sum();
    assertTrue(0 < plan.totalNanos() && nanos <= plan.totalNanos(), plan::toString);
  }

  private static void checkSegment(KeyRange keys, SegmentScan segment) {
    assertEquals(
        !keys.isEmpty() && keys.from() <= segment.maxKey() && keys.last() >= segment.minKey(),
        segment.admits());
    // The keys of a segment are minKey, minKey + 10, ...
    long expected =
        LongStream.iterate(segment.minKey(), key -> key + 10)
            .limit(segment.rows())
            .filter(keys::contains)
            .count();
    assertEquals(expected, segment.endRow() - segment.firstRow(), segment::toString);
    assertEquals(expected, segment.rowsScanned(), segment::toString);
    assertTrue(segment.rowsReranked() <= segment.rowsScanned(), segment::toString);
    assertEquals(segment.rowsScanned() > 0, segment.bytesRead() > 0, segment::toString);
    if (expected > 0) {
      long first = segment.minKey() + 10L * segment.firstRow();
      long last = segment.minKey() + 10L * (segment.endRow() - 1);
      assertTrue(keys.contains(first) && keys.contains(last), segment::toString);
    }
  }

  @Test
  default void explainNearest_ofAnEmptyCollection_scansNothing() {
    Collection vectors = create("vectors", "v vector<float32>[8]");
    NearestPlan plan = vectors.nearest(query()).explain();
    assertEquals(List.of(), plan.result().hits());
    assertEquals(List.of(), plan.segments());
    assertEquals(0, plan.memTables().getFirst().rowsScanned());
  }

  @Test
  default void explainNearest_hits_haveTheColumnsAskedFor() {
    Collection vectors = create("vectors", "name utf8, v vector<float32>[8]");
    vectors.put(Row.of(1).with("name", "one").with("v", new float[DIMENSION]));
    NearestPlan plan = vectors.nearest(query()).columns("name").explain();
    assertEquals(Row.of(1).with("name", "one"), plan.result().hits().getFirst().row());
    assertEquals(
        0, vectors.nearest(query()).columns().explain().result().hits().getFirst().row().size());
  }

  @Test
  default void explainNearest_refusesWhatNearestRefuses() {
    Collection vectors = filled(Metric.L2);
    assertRefused(ErrorCode.INVALID_VALUE, "v", () -> vectors.nearest("v", new float[3]).explain());
    assertCode(ErrorCode.COLUMN_NOT_FOUND, () -> vectors.nearest("w", query()).explain());
    assertCode(ErrorCode.COLUMN_NOT_FOUND, () -> vectors.nearest(query()).columns("w").explain());
    database().dropCollection("vectors");
    assertCode(ErrorCode.COLLECTION_NOT_FOUND, () -> vectors.nearest(query()).explain());
  }
}

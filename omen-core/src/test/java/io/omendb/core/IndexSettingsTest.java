package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.testkit.keys.DataSet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of indexes reach the segments, and gets go through one index per level. */
final class IndexSettingsTest {
  private static final int FLUSHES = 3;
  private static final int KEYS = 4_000;

  /** Segments of disjoint key ranges, which are one level. */
  private static Collection fill(Database database) {
    long[] keys = Arrays.stream(DataSet.UNIFORM.generate(KEYS, 42)).distinct().toArray();
    Collection rows = database.createCollection("rows", Schema.parse("value int64"));
    for (int flush = 0; flush < FLUSHES; flush++) {
      WriteBatch batch = new WriteBatch();
      for (int i = flush * KEYS / FLUSHES; i < (flush + 1) * KEYS / FLUSHES; i++) {
        batch.put(Row.of(keys[i]).with("value", (long) i));
      }
      rows.write(batch);
      rows.flush();
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 7", "20, 20", "0, 8"})
  void epsilon_boundsTheErrorOfEverySegment(int epsilon, int bound) {
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .with("index.engine", "pgm")
            .with("index.epsilon", Integer.toString(epsilon))
            .with("merge.segments", "10");
    try (Database database = Database.open("memory:", options)) {
      Collection rows = fill(database);
      assertEquals(FLUSHES, rows.stats().segments().size());
      for (SegmentStats segment : rows.stats().segments()) {
        assertTrue(segment.maxError() <= bound, segment::toString);
        assertTrue(segment.maxError() > bound / 2, segment::toString);
      }
      long key = rows.stats().segments().getFirst().minKey();
      assertTrue(
          rows.explainGet(key)
              .levels()
              .getFirst()
              .index()
              .contains(bound > 8 ? "positions halved to a window" : "positions in one window"));
    }
  }

  @Test
  void aLevel_hasOneIndexOverItsSegments() {
    assertLevelIndex("pgm", "one model of \\d+ lines over 3 runs, found by .*");
    assertLevelIndex("btree", "the trees of 3 runs behind a tree over their last keys");
    assertLevelIndex("binary", "the indexes of 3 runs behind a search of their first keys");
  }

  private static void assertLevelIndex(String engine, String pattern) {
    DatabaseOptions options =
        DatabaseOptions.defaults().with("index.engine", engine).with("merge.segments", "10");
    try (Database database = Database.open("memory:", options)) {
      Collection rows = fill(database);
      long key = rows.stats().segments().getFirst().minKey();
      String index = rows.explainGet(key).levels().getFirst().index();
      assertTrue(index.matches(pattern), index);
      assertEquals(1, rows.explainGet(key).levels().size());
    }
  }
}

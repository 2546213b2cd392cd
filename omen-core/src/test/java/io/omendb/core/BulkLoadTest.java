package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Row;
import io.omendb.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are almost in order: several runs, of which only what overlaps is merged. */
class BulkLoadTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final DatabaseOptions SMALL_SEGMENTS =
      DatabaseOptions.defaults().with(DatabaseOptions.Key.SEGMENT_ROWS, "1000");

  @TempDir Path directory;

  private long segmentFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".arrow")).count();
    }
  }

  @Test
  void rowsAlmostInOrder_areAllThere() throws IOException {
    Random random = new Random(SEED);
    TreeMap<Long, Long> expected = new TreeMap<>();
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      // Now and then a row of long ago, again.
      long key = random.nextInt(4_000) == 0 ? random.nextInt((int) i + 1) : i;
      rows.add(Row.of(key).with("value", i));
      expected.put(key, i);
    }
    try (Database database = Database.open("file:" + directory, SMALL_SEGMENTS)) {
      Collection collection = database.createCollection("rows", Schema.parse("value int64"));
      collection.bulkLoad(rows.iterator());
      TreeMap<Long, Long> found = new TreeMap<>();
      collection.scan().forEach(row -> found.put(row.key(), row.getLong("value")));
      assertEquals(expected, found, "seed " + SEED);
      List<SegmentStats> segments = collection.stats().segments();
      for (int i = 1; i < segments.size(); i++) {
        assertTrue(segments.get(i - 1).maxKey() < segments.get(i).minKey(), "seed " + SEED);
      }
      assertEquals(segments.size(), segmentFiles(), "seed " + SEED);
    }
  }
}

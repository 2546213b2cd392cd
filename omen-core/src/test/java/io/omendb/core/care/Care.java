package io.omendb.core.care;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A database to be cared for, with a sorted map of what it must hold: columns of all types, nulls,
 * deleted rows, overlapping segments, an empty collection and commits that are only in the log.
 */
final class Care {
  static final long SEED = Long.getLong("omendb.test.seed", 42);
  static final String NAME = "rows";
  private static final Schema SCHEMA =
      Schema.parse(
          "b bool, i int32, l int64, f float32, d float64, t timestamp, s utf8, y binary,"
              + " v vector<float32>[3], n int64 not null");
  private static final int DISTINCT_KEYS = 400;

  final CareLocation location;
  final NavigableMap<Long, Row> rows = new TreeMap<>();
  private final Random random = new Random(SEED);

  Care(Path directory, String storageEngine, String indexEngine) {
    this.location =
        new CareLocation(
            directory,
            DatabaseOptions.defaults()
                .with(DatabaseOptions.Key.STORAGE_ENGINE, storageEngine)
                .with(DatabaseOptions.Key.INDEX_ENGINE, indexEngine)
                .with(DatabaseOptions.Key.SEGMENT_ROWS, "100")
                .with(DatabaseOptions.Key.MERGE_SEGMENTS, "1000"));
  }

  Database open() {
    return Database.open("file:" + location.directory(), location.options());
  }

  StorageEngine storage() {
    return EngineRegistry.get()
        .storage()
        .select(location.options().get(DatabaseOptions.Key.STORAGE_ENGINE))
        .open(location.directory().toAbsolutePath().normalize().toString());
  }

  /** Fills it; a view is open until the end, and is not closed. */
  Care fill() {
    try (Database database = open()) {
      database.createCollection("empty", Schema.parse(""));
      Collection collection = database.createCollection(NAME, SCHEMA);
      write(collection, 300);
      collection.flush();
      var view = collection.view();
      write(collection, 150);
      collection.flush();
      write(collection, 150);
      collection.merge();
      write(collection, 120);
      collection.flush();
      List<Row> loaded = LongStream.range(1_000, 1_250).mapToObj(this::row).toList();
      collection.bulkLoad(loaded.iterator());
      loaded.forEach(row -> rows.put(row.key(), row));
      write(collection, 20);
      for (int i = 0; i < 5; i++) { // commits that share a record of the log
        Row row = row(i);
        collection.write(new WriteBatch().put(row), Durability.ASYNC);
        rows.put(row.key(), row);
      }
      assertEquals(view.scan().toList().size(), view.count());
    }
    return this;
  }

  void write(Collection collection, int operations) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < operations; i++) {
      long key = (long) random.nextInt(DISTINCT_KEYS) * random.nextInt(2) + random.nextInt(50);
      if (random.nextInt(5) == 0) {
        batch.delete(key);
        rows.remove(key);
      } else {
        Row row = row(key);
        batch.put(row);
        rows.put(key, row);
      }
      if (random.nextInt(8) == 0) {
        collection.write(batch);
        batch = new WriteBatch();
      }
    }
    collection.write(batch);
  }

  private Row row(long key) {
    Row row = Row.of(key).with("n", random.nextLong());
    if (random.nextBoolean()) {
      row =
          row.with("b", random.nextBoolean())
              .with("i", random.nextInt())
              .with("l", random.nextLong())
              .with("f", random.nextFloat())
              .with("d", random.nextDouble())
              .with("t", Instant.ofEpochSecond(random.nextInt()));
    }
    if (random.nextBoolean()) {
      row =
          row.with("s", "é".repeat(random.nextInt(9)))
              .with("y", new byte[random.nextInt(9)])
              .with("v", new float[] {random.nextFloat(), 1, 2});
    }
    return row;
  }

  /** Fails unless the database opens and holds exactly the rows. */
  void assertWhole() {
    assertHolds(new ArrayList<>(rows.values()));
  }

  void assertHolds(List<Row> expected) {
    try (Database database = open()) {
      assertEquals(List.of("empty", NAME), database.listCollections());
      assertEquals(expected, database.collection(NAME).scan().toList(), "seed " + SEED);
      assertEquals(0, database.collection("empty").count());
    }
  }

  VerifyReport verify() {
    return Verification.run(location, Progress.NONE);
  }
}

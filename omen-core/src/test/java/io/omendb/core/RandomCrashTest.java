package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Outcome;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Crashes one after another while memtables are frozen, flushed and merged in the background. After
 * each there is what was acknowledged, with or without the one batch in flight.
 */
class RandomCrashTest {
  private static final int SEEDS = Boolean.getBoolean("omendb.test.long") ? 5_000 : 60;
  private static final int CRASHES = 6;

  private static final DatabaseOptions TINY =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.MEMTABLE_BYTES, "2048")
          .with(DatabaseOptions.Key.MEMTABLE_FROZEN, "2")
          .with(DatabaseOptions.Key.SEGMENT_ROWS, "9")
          .with(DatabaseOptions.Key.MERGE_SEGMENTS, "3");

  private NavigableMap<Long, Row> acknowledged = new TreeMap<>();
  private NavigableMap<Long, Row> inFlight = acknowledged;

  @Test
  void crashes_loseNothingAcknowledged() {
    Long only = Long.getLong("omendb.test.seed");
    for (long seed = 0; seed < SEEDS; seed++) {
      run(only == null ? seed : only);
    }
  }

  private void run(long seed) {
    Random random = new Random(seed);
    FaultyDatabase location = new FaultyDatabase();
    acknowledged = new TreeMap<>();
    inFlight = acknowledged;
    try (Database database = location.reopen()) {
      database.createCollection("rows", Schema.parse("value int64"));
    }
    for (int crash = 0; crash < CRASHES; crash++) {
      String where = "seed " + seed + ", crash " + crash;
      Outcome last = random.nextBoolean() ? Outcome.FAIL_BEFORE : Outcome.FAIL_AFTER;
      FaultyStorageEngine storage =
          location.faulty(FaultyDatabase.crashAt(1 + random.nextInt(60), last));
      try (Database database = location.open(storage, TINY)) {
        Collection rows = database.collection("rows");
        checkRecovered(rows, where);
        writeUntilRefused(rows, random);
        assertEquals(List.copyOf(acknowledged.values()), rows.scan().toList(), where);
      } catch (OmenException atOpening) {
        assertTrue(String.valueOf(atOpening.getMessage()).contains("planned"), where);
      }
      assertEquals(0, storage.openBlobs(), where);
    }
    try (Database database = location.reopen()) {
      checkRecovered(database.collection("rows"), "seed " + seed + ", at last");
    }
  }

  private void checkRecovered(Collection rows, String where) {
    List<Row> found = rows.scan().toList();
    if (!found.equals(List.copyOf(inFlight.values()))) {
      assertEquals(List.copyOf(acknowledged.values()), found, where);
      inFlight = acknowledged;
    }
    acknowledged = inFlight;
    assertEquals(found.size(), rows.count(), where);
  }

  private void writeUntilRefused(Collection rows, Random random) {
    while (true) {
      WriteBatch batch = new WriteBatch();
      NavigableMap<Long, Row> next = new TreeMap<>(acknowledged);
      for (int i = random.nextInt(8); i >= 0; i--) {
        long key = random.nextInt(50);
        if (random.nextInt(3) == 0) {
          batch.delete(key);
          next.remove(key);
        } else {
          Row row = Row.of(key).with("value", random.nextLong());
          batch.put(row);
          next.put(key, row);
        }
      }
      inFlight = next;
      try {
        rows.write(batch);
      } catch (OmenException refusal) {
        return;
      }
      acknowledged = next;
      try {
        if (random.nextInt(20) == 0) {
          rows.merge();
        }
      } catch (OmenException refusal) {
        return;
      }
    }
  }
}

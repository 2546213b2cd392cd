package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.VectorSidecars;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A script that meets a crash at each of its changes to the storage, before or after the change.
 * What is found afterwards is what was acknowledged, with or without the one step in flight.
 */
class CrashTest {
  private static final Schema SCHEMA = Schema.parse("value int64, x vector<float32>[32]");

  /** Enough for a segment to get codes. */
  private static final int CODED_ROWS = 512;

  /** Collections by name, rows by key. */
  private static final class State {
    final Map<String, TreeMap<Long, Row>> collections = new TreeMap<>();

    State copy() {
      State copy = new State();
      collections.forEach((name, rows) -> copy.collections.put(name, new TreeMap<>(rows)));
      return copy;
    }

    static State of(Database database) {
      State state = new State();
      for (String name : database.listCollections()) {
        TreeMap<Long, Row> rows = new TreeMap<>();
        database.collection(name).scan().forEach(row -> rows.put(row.key(), row));
        state.collections.put(name, rows);
      }
      return state;
    }
  }

  private record Step(String name, Consumer<Database> action, Consumer<State> effect) {}

  private static Step create(String name) {
    return new Step(
        "create " + name,
        database -> database.createCollection(name, SCHEMA),
        state -> state.collections.put(name, new TreeMap<>()));
  }

  private static Step drop(String name) {
    return new Step(
        "drop " + name,
        database -> database.dropCollection(name),
        state -> state.collections.remove(name));
  }

  private static Step flush(String name) {
    return new Step("flush " + name, database -> database.collection(name).flush(), state -> {});
  }

  private static Step merge(String name) {
    return new Step("merge " + name, database -> database.collection(name).merge(), state -> {});
  }

  /** Upserts every third key from one on and deletes its successors, in one batch. */
  private static Step write(String name, long from, long value) {
    WriteBatch batch = new WriteBatch();
    for (long key = from; key < from + 12; key += 3) {
      batch.put(Row.of(key).with("value", value)).delete(key + 1);
    }
    return new Step(
        "write " + name + " " + from,
        database -> database.collection(name).write(batch),
        state -> {
          TreeMap<Long, Row> rows = Objects.requireNonNull(state.collections.get(name));
          for (WriteBatch.Operation operation : batch.operations()) {
            switch (operation) {
              case WriteBatch.Put put -> rows.put(put.key(), put.row());
              case WriteBatch.Delete delete -> rows.remove(delete.key());
            }
          }
        });
  }

  /** Upserts rows with vectors. */
  private static Step load(String name, long from) {
    Random random = new Random(from);
    WriteBatch batch = new WriteBatch();
    for (long key = from; key < from + CODED_ROWS; key++) {
      float[] x = new float[32];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextFloat();
      }
      batch.put(Row.of(key).with("value", key).with("x", x));
    }
    return new Step(
        "load " + name + " " + from,
        database -> database.collection(name).write(batch),
        state -> {
          TreeMap<Long, Row> rows = Objects.requireNonNull(state.collections.get(name));
          for (WriteBatch.Operation operation : batch.operations()) {
            if (operation instanceof WriteBatch.Put put) {
              rows.put(put.key(), put.row());
            }
          }
        });
  }

  /** Segments with codes: written, merged, dropped. */
  private static List<Step> codedScript() {
    return List.of(
        create("a"),
        load("a", 1_000),
        flush("a"),
        write("a", 0, 1),
        load("a", 1_200),
        merge("a"),
        create("b"),
        load("b", 1_000),
        flush("b"),
        drop("b"),
        load("a", 1_300),
        flush("a"),
        write("a", 4, 9));
  }

  private static List<Step> script() {
    return List.of(
        create("a"),
        write("a", 0, 1),
        write("a", 1, 2),
        flush("a"),
        create("b"),
        write("b", 0, 3),
        write("a", 2, 4),
        flush("a"),
        write("a", 5, 5),
        merge("a"),
        flush("b"),
        write("a", 3, 6),
        write("b", 1, 7),
        drop("b"),
        flush("a"),
        create("b"),
        write("b", 7, 8),
        merge("b"),
        merge("a"),
        write("a", 4, 9));
  }

  @ParameterizedTest
  @EnumSource(names = "FAIL_.*", mode = Mode.MATCH_ALL)
  void crashAtEveryChange_losesNothingAcknowledged(Outcome last) {
    crashAtEveryChange(last, script(), FaultyDatabase.QUIET);
  }

  @ParameterizedTest
  @EnumSource(names = "FAIL_.*", mode = Mode.MATCH_ALL)
  void crashAtEveryChange_leavesNoCodesThatNobodyNeeds(Outcome last) {
    crashAtEveryChange(
        last, codedScript(), FaultyDatabase.QUIET.with(DatabaseOptions.Key.SEGMENT_ROWS, "10000"));
  }

  private static void crashAtEveryChange(Outcome last, List<Step> script, DatabaseOptions options) {
    boolean crashed = true;
    for (int change = 1; crashed; change++) {
      crashed = crash(change, last, script, options);
      assertTrue(change < 1000, "the script has an end");
    }
  }

  private static boolean crash(
      int change, Outcome last, List<Step> script, DatabaseOptions options) {
    FaultyDatabase location = new FaultyDatabase(options);
    FaultyStorageEngine storage = location.faulty(FaultyDatabase.crashAt(change, last));
    State before = new State();
    State after = before;
    @Nullable Step inFlight = null;
    String where = "crash at change " + change + ", " + last;
    Database database;
    try {
      database = location.open(storage, options);
    } catch (OmenException atOpening) {
      checkRecovered(location, before, after, where + ", opening");
      return true;
    }
    for (Step step : script) {
      after = before.copy();
      step.effect.accept(after);
      try {
        step.action.accept(database);
      } catch (OmenException crash) {
        inFlight = step;
        where += ", " + step.name;
        checkFenced(database, before, where);
        break;
      }
      before = after;
      assertEquals(before.collections, State.of(database).collections, where);
    }
    database.close();
    assertEquals(0, storage.openBlobs(), where);
    checkRecovered(location, before, after, where);
    return inFlight != null;
  }

  /** Reads go on as they were, writes do not. */
  private static void checkFenced(Database database, State acknowledged, String where) {
    assertEquals(acknowledged.collections, State.of(database).collections, where);
    List<Runnable> writes = new ArrayList<>();
    writes.add(() -> database.createCollection("c", SCHEMA));
    for (String name : database.listCollections()) {
      Collection collection = database.collection(name);
      writes.add(() -> collection.put(Row.of(1)));
      writes.add(collection::flush);
      writes.add(collection::merge);
      writes.add(() -> database.dropCollection(name));
    }
    for (Runnable write : writes) {
      OmenException refusal = assertThrows(OmenException.class, write::run, where);
      assertEquals(ErrorCode.READ_ONLY, refusal.code(), where);
      assertTrue(String.valueOf(refusal.getMessage()).contains("a planned fault"), where);
    }
  }

  private static void checkRecovered(
      FaultyDatabase location, State before, State after, String where) {
    State found;
    try (Database database = location.reopen()) {
      found = State.of(database);
      if (!found.collections.equals(after.collections)) {
        assertEquals(before.collections, found.collections, where);
      }
      for (String name : database.listCollections()) {
        write(name, 100, 10).action.accept(database);
        write(name, 100, 10).effect.accept(found);
        database.collection(name).merge();
      }
      assertEquals(found.collections, State.of(database).collections, where);
      checkNothingElseIsKept(location, database, where);
    }
    try (Database database = location.reopen()) {
      assertEquals(found.collections, State.of(database).collections, where);
    }
  }

  private static void checkNothingElseIsKept(
      FaultyDatabase location, Database database, String where) {
    TreeSet<String> needed = new TreeSet<>();
    for (String name : database.listCollections()) {
      for (SegmentStats segment : database.collection(name).stats().segments()) {
        needed.add(segment.name());
        needed.add(SegmentIndexes.sidecarName(segment.name()));
        if (segment.rows() >= CODED_ROWS) { // Of which some have vectors.
          needed.add(VectorSidecars.name(segment.name(), "x"));
        }
      }
    }
    database.close();
    try (StorageEngine storage = location.storage()) {
      List<String> kept = storage.listBlobs("").stream().map(BlobInfo::name).toList();
      assertEquals(List.copyOf(needed), kept, where);
    }
  }
}

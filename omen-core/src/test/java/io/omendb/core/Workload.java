package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.VectorSidecars;
import io.omendb.testkit.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script of writes of both durabilities, flushes, merges, views, creates, drops and reopenings
 * over several collections on a {@link SimulatedDisk}, up to the first of them that fails, and what
 * must be found afterwards. A seed fixes the script. For one thread.
 */
final class Workload {
  private static final Schema SCHEMA =
      Schema.parse("value int64 not null, text utf8, x vector<float32>[32]");
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int KEYS = 30;

  /** Enough for a segment to get codes, in the scripts that have segments of so many rows. */
  private static final int CODED_ROWS = 512;

  /** Kept, since a logger that nobody refers to forgets its level. Planned faults are no news. */
  private static final List<Logger> QUIET =
      Stream.of(CoreDatabase.class, Maintenance.class, Levels.class, SegmentIndexes.class)
          .map(each -> Logger.getLogger(each.getName()))
          .toList();

  static {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
  }

  private record Held(View view, String name, List<Row> rows) {}

  private final SimulatedDisk disk;
  private final DatabaseOptions options;
  private final Random random;
  private final Ledger ledger = new Ledger();
  private final List<Held> held = new ArrayList<>();
  private @Nullable Database database;
  private String last = "nothing";

  Workload(SimulatedDisk disk, DatabaseOptions options, long seed) {
    this.disk = disk;
    this.options = options;
    this.random = new Random(seed);
  }

  /** Options under which nothing, or everything, happens in the background. */
  static DatabaseOptions options(long seed) {
    DatabaseOptions options = FaultyDatabase.QUIET.with(DatabaseOptions.Key.INDEX_ENGINE, "binary");
    return seed % 3 == 0
        ? options
            .with(DatabaseOptions.Key.MEMTABLE_BYTES, "1024")
            .with(DatabaseOptions.Key.MEMTABLE_FROZEN, "1")
            .with(DatabaseOptions.Key.MERGE_SEGMENTS, "2")
        : seed % 3 == 1 ? options.with(DatabaseOptions.Key.SEGMENT_ROWS, "2000") : options;
  }

  /** What was done last, for messages. */
  String last() {
    return last;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Takes steps until one of them fails, and returns how. */
  @Nullable OmenException run(int steps) {
    try {
      last = "open";
      database = open();
      for (int i = 0; i < steps; i++) {
        step(database);
      }
      return null;
    } catch (OmenException failure) {
      return failure;
    }
  }

  private Database open() {
    return CoreDatabase.open("simulated:", disk.open(), options);
  }

  private void step(Database open) {
    List<String> names = ledger.names();
    int choice = names.isEmpty() ? 99 : random.nextInt(100);
    String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
    if (choice < 26) {
      write(open, name, Durability.SYNC);
    } else if (choice < 66) {
      write(open, name, Durability.ASYNC);
    } else if (choice < 73) {
      last = "flush " + name;
      open.collection(name).flush();
      ledger.durable(name);
    } else if (choice < 78) {
      last = "merge " + name;
      open.collection(name).merge();
      ledger.durable(name);
    } else if (choice < 88) {
      view(open, name);
    } else if (choice < 91) {
      reopen(open);
    } else if (choice < 93) {
      drop(open, name);
    } else if (names.size() < NAMES.size()) {
      create(open);
    } else {
      ledger.checkLive(open);
    }
  }

  private void create(Database open) {
    String name =
        NAMES.stream().filter(each -> !ledger.names().contains(each)).findFirst().orElseThrow();
    last = "create " + name;
    ledger.creating(name);
    open.createCollection(name, SCHEMA);
    ledger.created(name);
  }

  private void drop(Database open, String name) {
    last = "drop " + name;
    closeViews();
    ledger.dropping(name);
    open.dropCollection(name);
    ledger.dropped(name);
  }

  private void write(Database open, String name, Durability durability) {
    last = "write " + name + " " + durability;
    WriteBatch batch = new WriteBatch().requestId(new UUID(random.nextLong(), random.nextLong()));
    if (hasLargeSegments() && random.nextInt(8) == 0) {
      load(batch);
    }
    for (int i = random.nextInt(6); i >= 0; i--) {
      long key = random.nextInt(KEYS);
      if (random.nextInt(4) == 0) {
        batch.delete(key);
      } else {
        batch.put(
            Row.of(key)
                .with("value", random.nextLong())
                .with("text", "t".repeat(random.nextInt(20))));
      }
    }
    ledger.writing(name, batch);
    long seq = open.collection(name).write(batch, durability);
    ledger.written(name, seq, durability == Durability.SYNC);
  }

  private boolean hasLargeSegments() {
    return options.getLong(DatabaseOptions.Key.SEGMENT_ROWS) > CODED_ROWS;
  }

  /** Rows with vectors, of which a flush makes a segment with codes. */
  private void load(WriteBatch batch) {
    for (int i = 0; i < CODED_ROWS; i++) {
      float[] x = new float[32];
      x[random.nextInt(32)] = 1 + random.nextFloat();
      batch.put(Row.of(KEYS + i).with("value", (long) i).with("x", x));
    }
  }

  /** Opens a view, or reads all there are and closes them. */
  private void view(Database open, String name) {
    if (held.size() < 3) {
      last = "view of " + name;
      held.add(
          new Held(open.collection(name).view(), name, List.copyOf(ledger.rows(name).values())));
    } else {
      last = "read views";
      checkViews();
      closeViews();
    }
  }

  private void checkViews() {
    for (Held each : held) {
      assertEquals(each.rows, each.view.scan().toList(), () -> "view of " + each.name);
    }
  }

  private void closeViews() {
    held.forEach(each -> each.view.close());
    held.clear();
  }

  private void reopen(Database open) {
    last = "close";
    closeViews();
    database = null;
    open.close();
    ledger.allDurable();
    last = "reopen";
    database = open();
    ledger.checkLive(database);
  }

  /** After a failure reads go on as they were; where a write has failed there are no more. */
  void checkFailed(boolean aWriteFailed) {
    Database open = database;
    if (open == null) {
      return;
    }
    checkViews();
    ledger.checkLive(open);
    if (aWriteFailed) {
      for (String name : open.listCollections()) {
        OmenException refusal =
            assertThrows(OmenException.class, () -> open.collection(name).put(Row.of(1)));
        assertEquals(ErrorCode.READ_ONLY, refusal.code(), refusal::getMessage);
      }
      OmenException refusal =
          assertThrows(OmenException.class, () -> open.createCollection("more", SCHEMA));
      assertEquals(ErrorCode.READ_ONLY, refusal.code(), refusal::getMessage);
    }
  }

  /** Lets go of the handle as a process does that ends; what it says no longer matters. */
  void abandon() {
    closeViews();
    Database open = database;
    database = null;
    if (open != null) {
      try {
        open.close();
      } catch (OmenException e) {
        assertEquals(ErrorCode.IO_ERROR, e.code(), e::getMessage);
      }
    }
  }

  /** Opens on a disk that fails: an error that is one of ours, or all that was promised. */
  @Nullable OmenException recoverFaultily() {
    try (Database open = open()) {
      ledger.checkRecovered(open);
      return null;
    } catch (OmenException failure) {
      assertEquals(ErrorCode.IO_ERROR, failure.code(), failure::getMessage);
      return failure;
    }
  }

  /** Opens on a disk without faults, twice, and checks all that was promised. */
  void recover() {
    DatabaseOptions quiet =
        FaultyDatabase.QUIET
            .with(DatabaseOptions.Key.INDEX_ENGINE, "binary")
            .with(DatabaseOptions.Key.SEGMENT_ROWS, options.get(DatabaseOptions.Key.SEGMENT_ROWS));
    try (Database open = CoreDatabase.open("simulated:", disk.open(), quiet)) {
      ledger.checkRecovered(open);
      checkNothingElseIsKept(open);
      ledger.checkSentAgain(open);
      ledger.checkLive(open);
    }
    try (Database open = CoreDatabase.open("simulated:", disk.open(), quiet)) {
      ledger.checkRecovered(open);
      for (String name : open.listCollections()) {
        write(open, name, Durability.SYNC);
        open.collection(name).merge();
      }
      ledger.checkLive(open);
      checkNothingElseIsKept(open);
    }
  }

  private void checkNothingElseIsKept(Database open) {
    TreeSet<String> needed = new TreeSet<>();
    for (String name : open.listCollections()) {
      for (SegmentStats segment : open.collection(name).stats().segments()) {
        needed.add(segment.name());
        needed.add(SegmentIndexes.sidecarName(segment.name()));
        if (segment.rows() >= CODED_ROWS) { // Of which most have vectors.
          needed.add(VectorSidecars.name(segment.name(), "x"));
        }
      }
    }
    assertEquals(List.copyOf(needed), disk.files());
  }
}

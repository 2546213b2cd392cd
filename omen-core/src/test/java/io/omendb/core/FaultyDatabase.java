package io.omendb.core;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Operation;
import io.omendb.testkit.database.FaultyStorageEngine.Outcome;
import io.omendb.testkit.database.FaultyStorageEngine.Plan;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A database in memory whose storage fails as planned, and that can be opened again without. */
final class FaultyDatabase {
  /** No background work but what is asked for, and segments of few rows. */
  static final DatabaseOptions QUIET =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.SEGMENT_ROWS, "4")
          .with(DatabaseOptions.Key.MERGE_SEGMENTS, "1000");

  /** Kept, since a logger that nobody refers to forgets its level. Planned faults are no news. */
  private static final Logger BACKGROUND = Logger.getLogger(Maintenance.class.getName());

  static {
    BACKGROUND.setLevel(Level.OFF);
  }

  private final String location = UUID.randomUUID().toString();
  private final DatabaseOptions options;

  /** A database that is {@link #QUIET}. */
  FaultyDatabase() {
    this(QUIET);
  }

  FaultyDatabase(DatabaseOptions options) {
    this.options = options;
  }

  /** The storage itself. */
  StorageEngine storage() {
    return EngineRegistry.get().storage().select("memory").open(location);
  }

  /** The storage with faults. */
  FaultyStorageEngine faulty(Plan plan) {
    return new FaultyStorageEngine(storage(), plan);
  }

  Database open(StorageEngine storage, DatabaseOptions options) {
    return CoreDatabase.open("memory:" + location, storage, options);
  }

  /** Opens without faults. */
  Database reopen() {
    return open(storage(), options);
  }

  /** Fails one call of an operation. */
  static Plan once(Operation operation, long number, Outcome outcome) {
    return call ->
        call.operation() == operation && call.number() == number ? outcome : Outcome.PASS;
  }

  /** Lets nothing through from one change on, which itself may have happened. */
  static Plan crashAt(long change, Outcome last) {
    AtomicLong changes = new AtomicLong();
    return call -> {
      if (call.operation() == Operation.LIST_BLOBS) {
        return Outcome.PASS;
      }
      long number = changes.incrementAndGet();
      return number < change ? Outcome.PASS : number == change ? last : Outcome.FAIL_BEFORE;
    };
  }
}

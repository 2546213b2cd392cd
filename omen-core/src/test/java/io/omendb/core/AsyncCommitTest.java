package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Operation;
import io.omendb.testkit.database.FaultyStorageEngine.Outcome;
import io.omendb.testkit.database.FaultyStorageEngine.Plan;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asynchronous commits are there at once, reach the log in order, soon, and in bounded number. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncCommitTest {
  /** The log thread does nothing by itself. */
  private static final DatabaseOptions LATE =
      FaultyDatabase.QUIET.with(DatabaseOptions.Key.LOG_DELAY_MS, "60000");

  private final FaultyDatabase location = new FaultyDatabase();
  private final FaultyStorageEngine storage = location.faulty(Plan.PASS);

  private static void putAsync(Collection rows, long key) {
    rows.write(new WriteBatch().put(Row.of(key).with("value", key)), Durability.ASYNC);
  }

  private static List<Long> keys(Collection rows) {
    return rows.scan().toList().stream().map(Row::key).toList();
  }

  private static List<Long> upTo(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private Collection create(Database database) {
    return database.createCollection("rows", Schema.parse("value int64"));
  }

  /** Nothing more reaches the storage: what a crash at this moment would leave. */
  private void crash(Database database) {
    storage.plan(call -> Outcome.FAIL_BEFORE);
    try {
      database.close();
    } catch (OmenException lost) {
      assertEquals(ErrorCode.IO_ERROR, lost.code());
    }
  }

  @Test
  void commits_areVisibleAtOnce_andOnDiskAfterTheDelay() throws InterruptedException {
    DatabaseOptions soon = FaultyDatabase.QUIET.with(DatabaseOptions.Key.LOG_DELAY_MS, "1");
    try (Database database = location.open(storage, soon)) {
      Collection rows = create(database);
      CountDownLatch logged = new CountDownLatch(1);
      storage.plan(call -> {
        logged.countDown();
        return Outcome.PASS;
      });
      putAsync(rows, 0);
      assertEquals(upTo(1), keys(rows));
      logged.await();
      rows.put(Row.of(1).with("value", 1L)); // Waits for the write that the latch saw begin.
      crash(database);
    }
    try (Database database = location.reopen()) {
      assertEquals(upTo(2), keys(database.collection("rows")));
    }
  }

  @Test
  void crash_losesWhatCameAfterTheLastSynchronousCommit() {
    Database database = location.open(storage, LATE);
    Collection rows = create(database);
    for (long key = 0; key < 10; key++) {
      if (key == 4) {
        rows.put(Row.of(key).with("value", key));
      } else {
        putAsync(rows, key);
      }
    }
    assertEquals(upTo(10), keys(rows));
    crash(database);
    try (Database reopened = location.reopen()) {
      assertEquals(upTo(5), keys(reopened.collection("rows")));
    }
  }

  @Test
  void close_andFlush_loseNothing() {
    try (Database database = location.open(storage, LATE)) {
      Collection rows = create(database);
      putAsync(rows, 0);
      rows.flush();
      putAsync(rows, 1);
      assertEquals(0, logRecords(storage), "trimmed, and the second has not come yet");
    }
    try (Database reopened = location.reopen()) {
      assertEquals(upTo(2), keys(reopened.collection("rows")));
    }
  }

  private static long logRecords(StorageEngine engine) {
    try (StorageCursor cursor = engine.scan(new byte[] {'L'}, new byte[] {'L' + 1})) {
      long count = 0;
      while (cursor.next()) {
        count++;
      }
      return count;
    }
  }

  /** The log is trimmed by memtables, so no record may hold commits of two of them. */
  @Test
  void memtableFrozenBetweenWaitingCommits_isTrimmedAlone() {
    DatabaseOptions tiny = LATE.with(DatabaseOptions.Key.MEMTABLE_BYTES, "1024");
    Database database = location.open(storage, tiny);
    Collection rows = create(database);
    for (long key = 0; key < 50; key++) {
      putAsync(rows, key);
    }
    rows.put(Row.of(50).with("value", 50L));
    crash(database);
    try (Database reopened = location.reopen()) {
      assertEquals(upTo(51), keys(reopened.collection("rows")));
    }
  }

  @Test
  void failedLogWrite_closesTheFence_andReadsGoOn() {
    Database database = location.open(storage, LATE);
    Collection rows = create(database);
    rows.put(Row.of(0).with("value", 0L));
    putAsync(rows, 1);
    storage.plan(call -> Outcome.FAIL_BEFORE);
    assertThrows(OmenException.class, () -> rows.put(Row.of(2)));
    OmenException refusal = assertThrows(OmenException.class, () -> putAsync(rows, 3));
    assertEquals(ErrorCode.READ_ONLY, refusal.code());
    assertTrue(String.valueOf(refusal.getMessage()).contains("a planned fault"));
    assertEquals(upTo(2), keys(rows));
    OmenException lost = assertThrows(OmenException.class, database::close);
    assertEquals(ErrorCode.IO_ERROR, lost.code());
    assertTrue(String.valueOf(lost.getMessage()).contains("1 asynchronous commits"));
    try (Database reopened = location.reopen()) {
      assertEquals(upTo(1), keys(reopened.collection("rows")));
    }
  }

  @Test
  void closeThatCannotWriteTheLog_saysSo() {
    Database database = location.open(storage, LATE);
    putAsync(create(database), 0);
    storage.plan(call -> Outcome.FAIL_BEFORE);
    OmenException lost = assertThrows(OmenException.class, database::close);
    assertEquals(ErrorCode.IO_ERROR, lost.code());
    location.reopen().close();
  }

  @Test
  void crowdedLog_makesWritersWait() throws InterruptedException {
    DatabaseOptions small = LATE.with(DatabaseOptions.Key.LOG_BYTES, "1024");
    try (Database database = location.open(storage, small)) {
      Collection rows = create(database);
      CountDownLatch release = new CountDownLatch(1);
      storage.plan(call -> {
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        return Outcome.PASS;
      });
      AtomicLong written = new AtomicLong();
      Workers workers = new Workers();
      Thread writer =
          workers.start(() -> {
            for (long key = 0; key < 500; key++) {
              putAsync(rows, key);
              written.incrementAndGet();
            }
          });
      Workers.awaitWaiting(writer);
      assertTrue(written.get() > 10 && written.get() < 100, written::toString);
      assertEquals(upTo(written.get()), keys(rows), "readers do not wait");
      release.countDown();
      workers.join();
      assertEquals(upTo(500), keys(rows));
    }
    try (Database reopened = location.reopen()) {
      assertEquals(upTo(500), keys(reopened.collection("rows")));
    }
  }

  @Test
  void drop_leavesNothingForTheLog() {
    try (Database database = location.open(storage, LATE)) {
      putAsync(create(database), 0);
      database.dropCollection("rows");
    }
    try (StorageEngine engine = location.storage()) {
      assertEquals(0, logRecords(engine));
    }
    location.reopen().close();
  }

  @Test
  void changes_areFew() {
    try (Database database = location.open(storage, LATE)) {
      Collection rows = create(database);
      long before = storage.count(Operation.WRITE);
      for (long key = 0; key < 1_000; key++) {
        putAsync(rows, key);
      }
      assertEquals(before, storage.count(Operation.WRITE));
      rows.put(Row.of(1_000).with("value", 1L));
      assertEquals(before + 1, storage.count(Operation.WRITE));
    }
  }
}

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
import io.omendb.WriteOutcome;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Operation;
import io.omendb.testkit.database.FaultyStorageEngine.Outcome;
import io.omendb.testkit.database.FaultyStorageEngine.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commits that wait for each other's fsync share the next one. */
class GroupCommitTest {
  private static final int WRITERS = 20;

  private final FaultyDatabase location = new FaultyDatabase();
  private final FaultyStorageEngine storage = location.faulty(Plan.PASS);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);

  /** Holds the next call of an operation back until {@link #release}. */
  private void holdNext(Operation operation, Outcome outcome) {
    long number = storage.count(operation) + 1;
    storage.plan(call -> {
      if (call.operation() != operation || call.number() != number) {
        return Outcome.PASS;
      }
      held.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return outcome;
    });
  }

  @Test
  void commitsDuringAnFsync_shareTheNext() throws InterruptedException {
    try (Database database = location.open(storage, FaultyDatabase.QUIET)) {
      Collection rows = database.createCollection("rows", Schema.parse("value int64"));
      long before = storage.count(Operation.WRITE);
      holdNext(Operation.WRITE, Outcome.PASS);
      Workers workers = new Workers();
      ConcurrentSkipListSet<Long> seqs = new ConcurrentSkipListSet<>();
      workers.start(() -> seqs.add(rows.put(Row.of(0))));
      held.await();
      for (Thread thread : startPuts(workers, rows, seqs)) {
        Workers.awaitWaiting(thread);
      }
      assertEquals(0, rows.count(), "not visible before it is durable");
      release.countDown();
      workers.join();
      assertEquals(before + 2, storage.count(Operation.WRITE), "one write for the first, one more");
      assertEquals(1 + WRITERS, rows.count());
      assertEquals(new TreeSet<>(LongStream.rangeClosed(1, 1 + WRITERS).boxed().toList()), seqs);
    }
    try (Database database = location.reopen()) {
      assertEquals(1 + WRITERS, database.collection("rows").count());
    }
  }

  private static ErrorCode codeOf(WriteOutcome outcome) {
    return Objects.requireNonNull(outcome.failure()).code();
  }

  private static List<Thread> startPuts(
      Workers workers, Collection rows, ConcurrentSkipListSet<Long> seqs) {
    List<Thread> threads = new ArrayList<>();
    for (long key = 1; key <= WRITERS; key++) {
      Row row = Row.of(key).with("value", key);
      threads.add(workers.start(() -> seqs.add(rows.put(row))));
    }
    return threads;
  }

  @Test
  void failedFsync_failsEveryCommitBehindIt() throws InterruptedException {
    try (Database database = location.open(storage, FaultyDatabase.QUIET)) {
      Collection rows = database.createCollection("rows", Schema.parse("value int64"));
      holdNext(Operation.WRITE, Outcome.FAIL_BEFORE);
      Workers workers = new Workers();
      ConcurrentSkipListSet<ErrorCode> codes = new ConcurrentSkipListSet<>();
      List<Thread> threads = new ArrayList<>();
      for (long key = 0; key <= WRITERS; key++) {
        Row row = Row.of(key);
        threads.add(
            workers.start(
                () -> codes.add(assertThrows(OmenException.class, () -> rows.put(row)).code())));
      }
      held.await();
      for (Thread thread : threads) {
        Workers.awaitWaiting(thread);
      }
      release.countDown();
      workers.join();
      assertEquals(new TreeSet<>(List.of(ErrorCode.IO_ERROR, ErrorCode.READ_ONLY)), codes);
      assertEquals(0, rows.count());
    }
    try (Database database = location.reopen()) {
      assertEquals(0, database.collection("rows").count());
    }
  }

  /** Memory stays bounded: beyond the frozen memtables allowed, writers wait and do not fail. */
  @Test
  void slowFlush_makesWritersWait() throws InterruptedException {
    DatabaseOptions tiny =
        FaultyDatabase.QUIET
            .with(DatabaseOptions.Key.MEMTABLE_BYTES, "1024")
            .with(DatabaseOptions.Key.MEMTABLE_FROZEN, "1");
    int puts = 200;
    try (Database database = location.open(storage, tiny)) {
      Collection rows = database.createCollection("rows", Schema.parse("value int64"));
      holdNext(Operation.PUT_BLOB, Outcome.PASS);
      Workers workers = new Workers();
      Thread writer =
          workers.start(() -> {
            for (int key = 0; key < puts; key++) {
              rows.put(Row.of(key));
            }
          });
      held.await();
      Workers.awaitWaiting(writer);
      long waiting = rows.stats().memtableRows();
      assertTrue(waiting < puts, "the writer waits");
      assertTrue(rows.stats().memtableBytes() < 5 * 1024, () -> rows.stats().toString());
      assertEquals(waiting, rows.count(), "readers do not");
      release.countDown();
      workers.join();
      assertEquals(puts, rows.count());
    }
  }

  /** Merges that a crash has kept from happening begin at the open, and writers wait for them. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void mergeBacklogAtOpening_isWorkedOff() {
    int flushes = 40;
    try (Database database = location.open(storage, FaultyDatabase.QUIET)) {
      Collection rows = database.createCollection("rows", Schema.parse("value int64"));
      for (long value = 0; value < flushes; value++) {
        rows.put(Row.of(0).with("value", value));
        rows.flush();
      }
      assertEquals(flushes, rows.stats().segments().size());
    }
    DatabaseOptions eager =
        DatabaseOptions.defaults().with(DatabaseOptions.Key.MERGE_SEGMENTS, "2");
    try (Database database = location.open(location.storage(), eager)) {
      Collection rows = database.collection("rows");
      rows.put(Row.of(1));
      rows.write(new WriteBatch().put(Row.of(2)), Durability.ASYNC);
      assertTrue(rows.stats().segments().size() < flushes, () -> rows.stats().toString());
      assertEquals(3, rows.count());
    }
  }

  /** A close lets writers go that wait for room. */
  @Test
  void close_endsTheWait() throws InterruptedException {
    DatabaseOptions tiny =
        FaultyDatabase.QUIET
            .with(DatabaseOptions.Key.MEMTABLE_BYTES, "1024")
            .with(DatabaseOptions.Key.MEMTABLE_FROZEN, "1");
    Database database = location.open(storage, tiny);
    Collection rows = database.createCollection("rows", Schema.parse("value int64"));
    holdNext(Operation.PUT_BLOB, Outcome.PASS);
    Workers workers = new Workers();
    ConcurrentSkipListSet<Long> acknowledged = new ConcurrentSkipListSet<>();
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      long first = writer * 1000L;
      writers.add(
          workers.start(() -> {
            OmenException end =
                assertThrows(
                    OmenException.class,
                    () -> {
                      for (long key = first; ; key++) {
                        rows.put(Row.of(key));
                        acknowledged.add(key);
                      }
                    });
            assertEquals(ErrorCode.CLOSED, end.code());
          }));
    }
    held.await();
    for (Thread writer : writers) {
      Workers.awaitWaiting(writer);
    }
    workers.start(database::close);
    for (Thread writer : writers) {
      writer.join(60_000);
    }
    release.countDown();
    workers.join();
    try (Database reopened = location.reopen()) {
      assertEquals(acknowledged.size(), reopened.collection("rows").count());
      reopened.collection("rows").scan().forEach(row -> acknowledged.remove(row.key()));
      assertEquals(List.of(), List.copyOf(acknowledged));
    }
  }

  @Test
  void writeAll_sharesOneFsync_andSaysOfEachBatchWhatBecameOfIt() {
    try (Database database = location.open(storage, FaultyDatabase.QUIET)) {
      Collection rows = database.createCollection("rows", Schema.parse("value int64"));
      List<WriteBatch> batches = new ArrayList<>();
      for (long key = 0; key < 100; key++) {
        batches.add(new WriteBatch().put(Row.of(key)));
      }
      batches.set(10, new WriteBatch().put(Row.of(10)).requireAbsent(9));
      batches.set(20, new WriteBatch().put(Row.of(20).with("no such column", 1)));
      long before = storage.count(Operation.WRITE);
      List<WriteOutcome> outcomes = rows.writeAll(batches);
      assertEquals(before + 1, storage.count(Operation.WRITE));
      assertEquals(100, outcomes.size());
      assertEquals(ErrorCode.CONFLICT, codeOf(outcomes.get(10)));
      assertEquals(ErrorCode.COLUMN_NOT_FOUND, codeOf(outcomes.get(20)));
      assertThrows(OmenException.class, () -> outcomes.get(20).seqOrThrow());
      assertEquals(1, outcomes.get(0).seqOrThrow());
      assertEquals(98, outcomes.get(99).seqOrThrow());
      assertEquals(98, rows.count());
      List<WriteOutcome> async = rows.writeAll(batches.subList(5, 15), Durability.ASYNC);
      assertEquals(ErrorCode.CONFLICT, codeOf(async.get(5)));
      assertEquals(107, async.get(9).seqOrThrow());
    }
  }
}

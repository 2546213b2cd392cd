package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Operation;
import io.omendb.testkit.database.FaultyStorageEngine.Outcome;
import io.omendb.testkit.database.FaultyStorageEngine.Plan;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** One call to the storage fails: nothing acknowledged is lost, writes end, reads go on. */
class FaultTest {
  private final FaultyDatabase location = new FaultyDatabase();
  private final FaultyStorageEngine storage = location.faulty(Plan.PASS);

  private static Row row(long key) {
    return Row.of(key).with("name", "n" + key);
  }

  private static List<Row> rows(int count) {
    return IntStream.range(0, count).mapToObj(FaultTest::row).toList();
  }

  private Collection create(Database database) {
    return database.createCollection("rows", Schema.parse("name utf8"));
  }

  private Database open() {
    return location.open(storage, FaultyDatabase.QUIET);
  }

  private void failNext(Operation operation, Outcome outcome) {
    storage.plan(FaultyDatabase.once(operation, storage.count(operation) + 1, outcome));
  }

  private static OmenException assertCode(ErrorCode code, Executable call) {
    OmenException refusal = assertThrows(OmenException.class, call);
    assertEquals(code, refusal.code(), refusal::getMessage);
    return refusal;
  }

  /** The storage works again by now, and still the database must not trust it. */
  private static void assertReadOnly(Database database, List<Row> readable) {
    Collection rows = database.collection("rows");
    for (Executable write :
        List.<Executable>of(
            () -> rows.put(row(0)),
            () -> rows.delete(0),
            rows::flush,
            rows::merge,
            () -> database.dropCollection("rows"),
            () -> database.createCollection("other", Schema.of()))) {
      String message = assertCode(ErrorCode.READ_ONLY, write).getMessage();
      assertTrue(String.valueOf(message).contains("reopen the database"), message);
    }
    assertEquals(readable, rows.scan().toList());
    assertEquals(readable.size(), rows.count());
    assertEquals(readable, rows.getAll(readable.stream().mapToLong(Row::key).toArray()));
    assertEquals(Optional.empty(), rows.get(999));
  }

  private List<Row> reopened() {
    try (Database database = location.reopen()) {
      Collection rows = database.collection("rows");
      List<Row> found = rows.scan().toList();
      rows.put(row(500));
      rows.merge();
      rows.delete(500);
      assertEquals(found, rows.scan().toList());
      return found;
    }
  }

  @ParameterizedTest
  @EnumSource(names = "FAIL_.*", mode = Mode.MATCH_ALL)
  void failedCommit_isNotAcknowledged(Outcome outcome) {
    try (Database database = open()) {
      Collection rows = create(database);
      rows.put(rows(3));
      failNext(Operation.WRITE, outcome);
      assertCode(ErrorCode.IO_ERROR, () -> rows.put(row(3)));
      assertReadOnly(database, rows(3));
      assertEquals(1, rows.stats().seq());
    }
    assertEquals(rows(outcome == Outcome.FAIL_AFTER ? 4 : 3), reopened());
  }

  @Test
  void fullDisk_isSaidOnceAndThenReadOnly() {
    storage.failure(
        () -> new OmenException(ErrorCode.DISK_FULL, "no space left", "free disk space"));
    try (Database database = open()) {
      Collection rows = create(database);
      rows.put(rows(3));
      failNext(Operation.WRITE, Outcome.FAIL_BEFORE);
      assertCode(ErrorCode.DISK_FULL, () -> rows.put(row(3)));
      OmenException later = assertCode(ErrorCode.READ_ONLY, () -> rows.put(row(3)));
      assertTrue(String.valueOf(later.getMessage()).contains("no space left"));
      assertReadOnly(database, rows(3));
    }
    assertEquals(rows(3), reopened());
  }

  @Test
  void failure_endsWritesToEveryCollection() {
    try (Database database = open()) {
      Collection rows = create(database);
      Collection other = database.createCollection("other", Schema.of());
      failNext(Operation.WRITE, Outcome.FAIL_BEFORE);
      assertCode(ErrorCode.IO_ERROR, () -> rows.put(row(1)));
      assertCode(ErrorCode.READ_ONLY, () -> other.put(Row.of(1)));
      assertEquals(0, other.count());
    }
  }

  /** The first blob of a flush is a segment, the second its index. */
  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"PUT_BLOB", "WRITE"})
  void failedFlush_losesNothing(Operation operation) {
    for (int call = 1; call <= 2; call++) {
      FaultyDatabase own = new FaultyDatabase();
      FaultyStorageEngine faulty = own.faulty(Plan.PASS);
      try (Database database = own.open(faulty, FaultyDatabase.QUIET)) {
        Collection rows = create(database);
        rows.put(rows(6));
        long number = operation == Operation.WRITE ? 1 : call;
        faulty.plan(
            FaultyDatabase.once(operation, faulty.count(operation) + number, Outcome.FAIL_BEFORE));
        assertCode(ErrorCode.IO_ERROR, rows::flush);
        assertReadOnly(database, rows(6));
      }
      assertEquals(0, faulty.openBlobs());
      try (Database database = own.reopen()) {
        assertEquals(rows(6), database.collection("rows").scan().toList());
      }
      try (StorageEngine kept = own.storage()) {
        assertEquals(List.of(), kept.listBlobs(""), "what the flush left was removed");
      }
    }
  }

  /** Rows are in segments and, were the trimming of the log not part of it, in the log too. */
  @Test
  void manifestWrittenThoughItFailed_isFoundWhole() {
    try (Database database = open()) {
      Collection rows = create(database);
      rows.put(rows(6));
      failNext(Operation.WRITE, Outcome.FAIL_AFTER);
      assertCode(ErrorCode.IO_ERROR, rows::flush);
      assertReadOnly(database, rows(6));
    }
    try (Database database = location.reopen()) {
      assertEquals(6, database.collection("rows").stats().segmentRows());
      assertEquals(0, database.collection("rows").stats().memtableRows());
    }
    assertEquals(rows(6), reopened());
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"PUT_BLOB", "WRITE"})
  void failedMerge_losesNothing(Operation operation) {
    try (Database database = open()) {
      Collection rows = create(database);
      rows.put(rows(6));
      rows.flush();
      rows.put(rows(3));
      rows.delete(4, 5);
      rows.flush();
      failNext(operation, Outcome.FAIL_BEFORE);
      assertCode(ErrorCode.IO_ERROR, rows::merge);
      assertReadOnly(database, rows(4));
    }
    assertEquals(rows(4), reopened());
  }

  @Test
  void blobThatCannotBeRemoved_isRemovedAtTheNextOpening() {
    try (Database database = open()) {
      Collection rows = create(database);
      rows.put(rows(3));
      rows.flush();
      rows.put(rows(4));
      storage.plan(
          call -> call.operation() == Operation.DELETE_BLOB ? Outcome.FAIL_BEFORE : Outcome.PASS);
      rows.merge();
      rows.put(row(4));
      assertEquals(rows(5), rows.scan().toList());
    }
    try (StorageEngine kept = location.storage()) {
      assertEquals(6, kept.listBlobs("").size(), "two segments, what they became, three indexes");
    }
    assertEquals(rows(5), reopened());
    long segments;
    try (Database database = location.reopen()) {
      segments = database.collection("rows").stats().segments().size();
    }
    try (StorageEngine kept = location.storage()) {
      assertEquals(2 * segments, kept.listBlobs("").size());
    }
  }

  @Test
  void failedBackgroundFlush_letsWaitingWritersGo() {
    DatabaseOptions tiny =
        FaultyDatabase.QUIET
            .with(DatabaseOptions.Key.MEMTABLE_BYTES, "1024")
            .with(DatabaseOptions.Key.MEMTABLE_FROZEN, "1");
    int written = 0;
    try (Database database = location.open(storage, tiny)) {
      Collection rows = create(database);
      failNext(Operation.PUT_BLOB, Outcome.FAIL_BEFORE);
      try {
        while (written < 10_000) {
          rows.put(row(written));
          written++;
        }
      } catch (OmenException refusal) {
        assertEquals(ErrorCode.READ_ONLY, refusal.code(), refusal::getMessage);
      }
      assertTrue(written < 10_000, "the writer was told");
      assertEquals(rows(written), rows.scan().toList());
      assertReadOnly(database, rows(written));
    }
    assertEquals(rows(written), reopened());
  }

  @Test
  void failedCreate_mayOrMayNotBeThere() {
    try (Database database = open()) {
      create(database).put(rows(2));
      failNext(Operation.WRITE, Outcome.FAIL_BEFORE);
      assertCode(
          ErrorCode.IO_ERROR, () -> database.createCollection("other", Schema.parse("a bool")));
      assertEquals(List.of("rows"), database.listCollections());
      assertReadOnly(database, rows(2));
    }
    assertEquals(rows(2), reopened());
  }

  @Test
  void failedDrop_leavesTheCollectionReadable() {
    try (Database database = open()) {
      Collection rows = create(database);
      rows.put(rows(2));
      rows.flush();
      failNext(Operation.WRITE, Outcome.FAIL_BEFORE);
      assertCode(ErrorCode.IO_ERROR, () -> database.dropCollection("rows"));
      assertReadOnly(database, rows(2));
    }
    assertEquals(rows(2), reopened());
  }

  /** A flush leaves a manifest and a trimmed log, and says that it failed. */
  @Test
  void mergeBesideAFailedFlush_doesNotReplaceWhatThatLeft() throws InterruptedException {
    CountDownLatch merging = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    try (Database database = open()) {
      Collection rows = create(database);
      for (int count = 6; count <= 7; count++) {
        rows.put(rows(count));
        rows.flush();
      }
      storage.plan(call -> {
        String thread = Thread.currentThread().getName();
        if (thread.equals("omendb-merge")) {
          merging.countDown();
          awaitUninterrupted(failed);
        }
        return thread.equals("omendb-flush") && call.operation() == Operation.WRITE
            ? Outcome.FAIL_AFTER
            : Outcome.PASS;
      });
      Workers merge = new Workers();
      merge.start(() -> assertCode(ErrorCode.READ_ONLY, rows::merge));
      awaitUninterrupted(merging);
      rows.put(rows(9));
      assertCode(ErrorCode.IO_ERROR, rows::flush);
      failed.countDown();
      merge.join();
      assertReadOnly(database, rows(9));
    }
    assertEquals(rows(9), reopened());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

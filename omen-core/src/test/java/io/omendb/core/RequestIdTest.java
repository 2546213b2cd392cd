package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch with the id of a request is committed once, however often it is sent. */
class RequestIdTest {
  private static final Schema SCHEMA = Schema.parse("value int64");

  private final FaultyDatabase location = new FaultyDatabase();

  private static WriteBatch put(long key, long value, UUID id) {
    return new WriteBatch().put(Row.of(key).with("value", value)).requestId(id);
  }

  private static long value(Collection rows, long key) {
    return rows.get(key).orElseThrow().getLong("value");
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void sentAgain_isAnsweredByTheCommit_andWritesNothing(Durability durability) {
    try (Database database = location.reopen()) {
      Collection rows = database.createCollection("rows", SCHEMA);
      UUID id = UUID.randomUUID();
      long seq = rows.write(put(1, 10, id), durability);
      rows.write(put(1, 11, UUID.randomUUID()), durability);
      for (Durability again : Durability.values()) {
        assertEquals(seq, rows.write(put(1, 10, id), again));
      }
      assertEquals(11, value(rows, 1), "the later write stays");
      assertEquals(2, rows.stats().seq());
    }
  }

  @Test
  void known_afterAFlushAMergeAndReopening_forgottenWithTheCollection() {
    UUID flushed = UUID.randomUUID();
    UUID logged = UUID.randomUUID();
    long flushedSeq;
    long loggedSeq;
    try (Database database = location.reopen()) {
      Collection rows = database.createCollection("rows", SCHEMA);
      flushedSeq = rows.write(put(1, 1, flushed));
      rows.merge();
      loggedSeq = rows.write(put(2, 2, logged), Durability.ASYNC);
    }
    for (int i = 0; i < 2; i++) {
      try (Database database = location.reopen()) {
        Collection rows = database.collection("rows");
        assertEquals(flushedSeq, rows.write(put(1, 1, flushed)));
        assertEquals(loggedSeq, rows.write(put(2, 2, logged)));
        assertEquals(loggedSeq, rows.stats().seq());
      }
    }
    try (Database database = location.reopen()) {
      database.dropCollection("rows");
      Collection rows = database.createCollection("rows", SCHEMA);
      rows.write(put(7, 7, UUID.randomUUID()));
      assertEquals(2, rows.write(put(1, 1, flushed)), "another collection");
    }
  }

  @Test
  void anotherBatchWithTheId_isRefused() {
    try (Database database = location.reopen()) {
      Collection rows = database.createCollection("rows", SCHEMA);
      UUID id = UUID.randomUUID();
      rows.write(put(1, 10, id));
      for (Durability durability : Durability.values()) {
        OmenException refusal =
            assertThrows(OmenException.class, () -> rows.write(put(1, 12, id), durability));
        assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
        assertEquals("requestId", refusal.field().orElseThrow());
        assertTrue(refusal.what().contains("in commit 1"), refusal.what());
      }
      assertEquals(10, value(rows, 1));
    }
  }

  @Test
  void conditions_areCheckedOnce_andAConflictIsNotRemembered() {
    try (Database database = location.reopen()) {
      Collection rows = database.createCollection("rows", SCHEMA);
      UUID id = UUID.randomUUID();
      long seq = rows.write(put(1, 10, id).requireAbsent(1));
      assertEquals(seq, rows.write(put(1, 10, id).requireAbsent(1)), "it was absent then");
      UUID refused = UUID.randomUUID();
      for (Durability durability : Durability.values()) {
        OmenException conflict =
            assertThrows(
                OmenException.class,
                () -> rows.write(put(1, 11, refused).requireAbsent(1), durability));
        assertEquals(ErrorCode.CONFLICT, conflict.code());
      }
      rows.delete(1);
      assertEquals(3, rows.write(put(1, 11, refused).requireAbsent(1)), "nothing was written yet");
    }
  }

  @Test
  void sentByManyThreadsAtOnce_isCommittedOnce() throws InterruptedException {
    try (Database database = location.reopen()) {
      Collection rows = database.createCollection("rows", SCHEMA);
      for (int round = 0; round < 50; round++) {
        UUID id = UUID.randomUUID();
        long expected = round + 1L;
        ConcurrentLinkedQueue<Long> seqs = new ConcurrentLinkedQueue<>();
        Workers workers = new Workers();
        for (int i = 0; i < 6; i++) {
          Durability durability = i % 3 == 0 ? Durability.ASYNC : Durability.SYNC;
          workers.start(() -> seqs.add(rows.write(put(expected, 1, id), durability)));
        }
        workers.join();
        assertEquals(List.of(expected), seqs.stream().distinct().toList());
        assertEquals(6, seqs.size());
      }
      assertEquals(50, rows.count());
    }
  }

  @Test
  void oldIds_areForgotten_inMemoryAndOnDisk() {
    DatabaseOptions options = FaultyDatabase.QUIET.with(DatabaseOptions.Key.LOG_DELAY_MS, "1");
    UUID first = new UUID(0, 0);
    int commits = Limits.REMEMBERED_REQUESTS * 3 / 2;
    try (Database database = location.open(location.storage(), options)) {
      Collection rows = database.createCollection("rows", SCHEMA);
      for (int i = 0; i < commits; i++) {
        rows.write(put(1, i, new UUID(0, i)), Durability.ASYNC);
      }
      UUID oldestKnown = new UUID(0, commits - Limits.REMEMBERED_REQUESTS);
      assertEquals(
          commits - Limits.REMEMBERED_REQUESTS + 1,
          rows.write(put(1, commits - Limits.REMEMBERED_REQUESTS, oldestKnown)));
      assertEquals(commits + 1, rows.write(put(1, 0, first)), "long ago");
    }
    long records = 0;
    try (StorageEngine storage = location.storage();
        StorageCursor cursor =
            storage.scan(StorageKeys.requests(1, 0), StorageKeys.endOfRequests(1))) {
      assertTrue(cursor.next());
      assertTrue(StorageKeys.number(cursor.key()) > 1, "the oldest are removed");
      while (cursor.next()) {
        records++;
      }
    }
    assertTrue(records > 0);
    try (Database database = location.reopen()) {
      Collection rows = database.collection("rows");
      int newest = commits - 1;
      assertEquals(commits, rows.write(put(1, newest, new UUID(0, newest))));
      assertEquals(commits + 1, rows.write(put(1, 0, first)), "known anew since it was sent");
    }
  }
}

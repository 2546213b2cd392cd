package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CorruptionException;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Operation;
import io.omendb.testkit.database.FaultyStorageEngine.Outcome;
import io.omendb.testkit.database.FaultyStorageEngine.Plan;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What opening does with what it finds. */
class RecoveryTest {
  private static final int ROWS = 200;

  private final FaultyDatabase location = new FaultyDatabase();

  private void write(Database database, int rows) {
    Collection collection = database.createCollection("rows", Schema.parse("name utf8"));
    for (int key = 0; key < rows; key++) {
      collection.put(Row.of(key).with("name", "n" + key));
    }
  }

  /**
   * A log longer than a memtable is flushed while it is read back. Were orphans looked for
   * meanwhile, the new segments would be taken for some; so the listing waits for the first of
   * them.
   */
  @Test
  void longLog_isFlushedAndNothingTakenForAnOrphan() throws InterruptedException {
    try (Database database = location.reopen()) {
      write(database, ROWS);
    }
    CountDownLatch written = new CountDownLatch(1);
    Plan holdListing =
        call -> {
          if (call.operation() == Operation.WRITE) {
            written.countDown();
          } else if (call.operation() == Operation.LIST_BLOBS) {
            await(written);
          }
          return Outcome.PASS;
        };
    DatabaseOptions tiny = FaultyDatabase.QUIET.with(DatabaseOptions.Key.MEMTABLE_BYTES, "1024");
    try (Database database = location.open(location.faulty(holdListing), tiny)) {
      Collection rows = database.collection("rows");
      rows.flush();
      assertEquals(ROWS, rows.stats().segmentRows());
      assertEquals(ROWS, rows.count());
    }
    try (Database database = location.reopen()) {
      assertEquals("n7", database.collection("rows").get(7).orElseThrow().getString("name"));
      assertEquals(ROWS, database.collection("rows").scan().toList().size());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      boolean reached = latch.await(300, TimeUnit.MILLISECONDS);
      assertTrue(reached || latch.getCount() == 1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void longLog_ofAReopening_isFlushedInTheBackground() throws InterruptedException {
    try (Database database = location.reopen()) {
      write(database, ROWS);
    }
    DatabaseOptions tiny = FaultyDatabase.QUIET.with(DatabaseOptions.Key.MEMTABLE_BYTES, "1024");
    FaultyStorageEngine storage = location.faulty(Plan.PASS);
    try (Database database = location.open(storage, tiny)) {
      Collection rows = database.collection("rows");
      for (int i = 0; i < 1000 && rows.stats().memtableBytes() > 2048; i++) {
        Thread.sleep(10);
      }
      assertTrue(rows.stats().segmentRows() > 0, "flushed without being asked");
      assertEquals(ROWS, rows.count());
    }
    assertEquals(0, storage.openBlobs());
  }

  @Test
  void orphans_areRemoved() {
    try (Database database = location.reopen()) {
      write(database, 3);
      database.collection("rows").flush();
    }
    List<BlobInfo> needed;
    try (StorageEngine storage = location.storage()) {
      needed = storage.listBlobs("");
      for (String orphan : List.of("rows-1-000099.arrow", "gone-7-000001.arrow.index", "x")) {
        storage.putBlob(orphan, channel -> {});
      }
    }
    try (Database database = location.reopen()) {
      assertEquals(3, database.collection("rows").count());
    }
    try (StorageEngine storage = location.storage()) {
      assertEquals(needed, storage.listBlobs(""));
    }
  }

  @Test
  void failedOpening_releasesTheLocation() {
    try (Database database = location.reopen()) {
      write(database, 3);
      database.collection("rows").flush();
    }
    String segment;
    try (StorageEngine storage = location.storage()) {
      segment = storage.listBlobs("").getFirst().name();
      storage.deleteBlob(segment);
    }
    FaultyStorageEngine storage = location.faulty(Plan.PASS);
    CorruptionException refusal =
        assertThrows(CorruptionException.class, () -> location.open(storage, FaultyDatabase.QUIET));
    assertTrue(refusal.file().contains(segment), refusal::getMessage);
    assertEquals(0, storage.openBlobs());
    try (StorageEngine free = location.storage()) {
      assertFalse(free.listBlobs("").isEmpty(), "nothing was removed");
    }
  }

  @Test
  void seq_goesOnAfterEverything() {
    try (Database database = location.reopen()) {
      write(database, 3);
      database.collection("rows").merge();
      database.collection("rows").delete(0, 1, 2);
      database.collection("rows").merge();
    }
    try (Database database = location.reopen()) {
      assertEquals(0, database.collection("rows").count());
      assertEquals(4, database.collection("rows").stats().seq());
      assertEquals(5, database.collection("rows").put(Row.of(1)));
    }
  }
}

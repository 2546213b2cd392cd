package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageSnapshot;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening, closing, and what is there afterwards. */
abstract class LifecycleContract extends StorageContractPart {
  @Test
  void provider_isConsistent() {
    assertEquals(contract().provider().name(), engine.name());
    assertTrue(contract().provider().unavailableReason().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void reopen_findsWhatWasWritten(Durability durability) {
    engine.write(
        new StorageBatch().put(bytes("a"), bytes("1")).put(bytes("b"), bytes("1")), durability);
    engine.put(bytes("c"), bytes("1"), durability);
    engine.delete(bytes("b"), durability);
    engine.compareAndPut(bytes("a"), bytes("1"), bytes("2"), durability);
    engine.putBlob("blob", channel -> channel.write(ByteBuffer.wrap(bytes("content"))));
    for (int i = 0; i < 3; i++) {
      reopen();
      assertEquals(List.of("a=2", "c=1"), entries());
      try (Blob blob = engine.openBlob("blob")) {
        assertEquals("content", text(blob.content().toArray(ValueLayout.JAVA_BYTE)));
      }
    }
  }

  @Test
  void reopen_emptyLocation_isEmpty() {
    reopen();
    assertEquals(List.of(), entries());
    assertEquals(List.of(), engine.listBlobs(""));
  }

  @Test
  void open_twice_isLockedUntilTheFirstIsClosed() {
    assertFails(ErrorCode.DATABASE_LOCKED, () -> contract().provider().open(location));
    put("a", "1");
    assertEquals("1", get("a"), "the first goes on");
    assertFails(ErrorCode.DATABASE_LOCKED, () -> contract().provider().open(location));
    reopen();
    assertEquals("1", get("a"));
  }

  @Test
  void close_isIdempotentAndLeavesLaterOpensAlone() {
    var first = engine;
    reopen();
    first.close();
    first.close();
    put("a", "1");
    assertEquals("1", get("a"));
    assertFails(ErrorCode.DATABASE_LOCKED, () -> contract().provider().open(location));
  }

  @Test
  void operations_afterClose_areRefused() {
    StorageCursor cursor = engine.scan(LOWEST, null);
    StorageSnapshot snapshot = engine.snapshot();
    engine.close();
    StorageBatch batch = new StorageBatch().put(bytes("a"), bytes("1"));

    assertFails(ErrorCode.CLOSED, () -> engine.get(bytes("a")));
    assertFails(ErrorCode.CLOSED, () -> engine.scan(LOWEST, null));
    assertFails(ErrorCode.CLOSED, () -> engine.write(batch, Durability.SYNC));
    assertFails(ErrorCode.CLOSED, () -> put("a", "1"));
    assertFails(ErrorCode.CLOSED, () -> delete("a"));
    assertFails(
        ErrorCode.CLOSED,
        () -> engine.compareAndPut(bytes("a"), null, bytes("1"), Durability.ASYNC));
    assertFails(ErrorCode.CLOSED, engine::snapshot);
    assertFails(ErrorCode.CLOSED, () -> engine.putBlob("a", channel -> {}));
    assertFails(ErrorCode.CLOSED, () -> engine.openBlob("a"));
    assertFails(ErrorCode.CLOSED, () -> engine.readBlob("a"));
    assertFails(ErrorCode.CLOSED, () -> engine.deleteBlob("a"));
    assertFails(ErrorCode.CLOSED, () -> engine.listBlobs(""));
    assertFails(ErrorCode.CLOSED, cursor::next);
    assertFails(ErrorCode.CLOSED, () -> snapshot.get(bytes("a")));
    assertFails(ErrorCode.CLOSED, () -> snapshot.scan(LOWEST, null));
    cursor.close();
    snapshot.close();
  }

  @Test
  void close_withCursorsAndSnapshotsOpen_allowsReopen() {
    put("a", "1");
    StorageCursor cursor = engine.scan(LOWEST, null);
    assertTrue(cursor.next());
    StorageSnapshot snapshot = engine.snapshot();
    StorageCursor ofSnapshot = snapshot.scan(LOWEST, null);
    reopen();
    assertEquals("1", get("a"));
    ofSnapshot.close();
    snapshot.close();
    cursor.close();
    assertEquals("1", get("a"));
  }
}

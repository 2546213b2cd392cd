package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageFinding;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking at a location without changing it, and setting damaged blobs aside. */
abstract class CareContract extends StorageContractPart {
  private void putBlob(String name) {
    engine.putBlob(name, channel -> channel.write(ByteBuffer.wrap(bytes(name))));
  }

  private void reopenReadOnly() {
    engine.close();
    engine = contract().provider().openReadOnly(location);
  }

  @Test
  void verify_afterWritesOfEveryKind_findsNothing() {
    for (int i = 0; i < 2_000; i++) {
      put("key " + i, "v".repeat(i));
    }
    engine.write(new StorageBatch().deleteRange(bytes("key 1"), bytes("key 2")), Durability.SYNC);
    putBlob("a");
    engine.deleteBlob("a");
    List<StorageFinding> findings = new ArrayList<>();
    engine.verify(findings::add);
    reopenReadOnly();
    engine.verify(findings::add);
    assertEquals(List.of(), findings);
  }

  @Test
  void readOnly_seesWhatWasWritten() {
    put("a", "1");
    putBlob("blob");
    reopenReadOnly();
    assertEquals("1", get("a"));
    assertEquals(List.of("a=1"), entries());
    assertEquals(List.of(new BlobInfo("blob", 4)), engine.listBlobs(""));
    try (Blob blob = engine.openBlob("blob")) {
      assertEquals("blob", text(blob.content().toArray(ValueLayout.JAVA_BYTE)));
    }
  }

  @Test
  void readOnly_refusesEveryChange() {
    put("a", "1");
    putBlob("blob");
    reopenReadOnly();
    StorageBatch batch = new StorageBatch().put(bytes("a"), bytes("2"));
    assertFails(ErrorCode.READ_ONLY, () -> engine.write(batch, Durability.SYNC));
    assertFails(ErrorCode.READ_ONLY, () -> put("a", "2"));
    assertFails(ErrorCode.READ_ONLY, () -> delete("a"));
    assertFails(
        ErrorCode.READ_ONLY,
        () -> engine.compareAndPut(bytes("a"), bytes("1"), bytes("2"), Durability.ASYNC));
    assertFails(ErrorCode.READ_ONLY, () -> engine.putBlob("other", channel -> {}));
    assertFails(ErrorCode.READ_ONLY, () -> engine.deleteBlob("blob"));
    assertFails(ErrorCode.READ_ONLY, () -> engine.quarantineBlob("blob"));
    reopen();
    assertEquals(List.of("a=1"), entries());
    assertEquals(List.of(new BlobInfo("blob", 4)), engine.listBlobs(""));
  }

  @Test
  void readOnly_isLockedLikeAnyOther() {
    assertFails(ErrorCode.DATABASE_LOCKED, () -> contract().provider().openReadOnly(location));
    reopenReadOnly();
    assertFails(ErrorCode.DATABASE_LOCKED, () -> contract().provider().open(location));
    assertFails(ErrorCode.DATABASE_LOCKED, () -> contract().provider().openReadOnly(location));
    reopen();
    put("a", "1");
  }

  @Test
  void readOnly_whereNothingIs_isNotFoundAndMakesNothing() {
    String nowhere = location + "-elsewhere";
    for (int i = 0; i < 2; i++) {
      assertFails(ErrorCode.LOCATION_NOT_FOUND, () -> contract().provider().openReadOnly(nowhere));
    }
  }

  @Test
  void quarantine_takesTheBlobAwayForGood() {
    for (int i = 0; i < 2; i++) {
      putBlob("a");
      putBlob("b");
      engine.quarantineBlob("a");
      engine.quarantineBlob("none");
      assertEquals(List.of(new BlobInfo("b", 1)), engine.listBlobs(""));
      assertThrows(CorruptionException.class, () -> engine.openBlob("a"));
      reopen();
      assertEquals(List.of(new BlobInfo("b", 1)), engine.listBlobs(""));
      engine.deleteBlob("b");
    }
  }
}

package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pinned states. */
abstract class SnapshotContract extends StorageContractPart {
  @Test
  void snapshot_ofEmptyEngine_staysEmpty() {
    try (StorageSnapshot snapshot = engine.snapshot()) {
      put("a", "1");
      assertNull(get(snapshot, "a"));
      assertEquals(List.of(), scan(snapshot, "", null));
    }
  }

  @Test
  void snapshot_doesNotSeeLaterWrites() {
    put("a", "1");
    put("b", "1");
    put("c", "1");
    try (StorageSnapshot snapshot = engine.snapshot()) {
      put("a", "2");
      delete("b");
      engine.write(new StorageBatch().deleteRange(bytes("c"), bytes("d")), Durability.ASYNC);
      put("d", "2");
      engine.compareAndPut(bytes("e"), null, bytes("2"), Durability.ASYNC);

      assertEquals("1", get(snapshot, "a"));
      assertEquals("1", get(snapshot, "b"));
      assertNull(get(snapshot, "d"));
      assertEquals(List.of("a=1", "b=1", "c=1"), scan(snapshot, "", null));
      assertEquals(List.of("b=1"), scan(snapshot, "b", "c"));
    }
    assertEquals(List.of("a=2", "d=2", "e=2"), entries());
  }

  @Test
  void snapshots_pinStatesOfTheirOwn() {
    put("a", "1");
    try (StorageSnapshot first = engine.snapshot()) {
      put("a", "2");
      try (StorageSnapshot second = engine.snapshot()) {
        put("a", "3");
        assertEquals("1", get(first, "a"));
        assertEquals("2", get(second, "a"));
      }
      assertEquals("1", get(first, "a"));
    }
  }

  @Test
  void snapshot_givesCopies() {
    put("a", "1");
    try (StorageSnapshot snapshot = engine.snapshot()) {
      byte[] value = snapshot.get(bytes("a"));
      assertNotNull(value);
      value[0] = 'X';
      assertEquals("1", get(snapshot, "a"));
    }
  }

  @Test
  void snapshot_closed_refusesAndClosesAgain() {
    StorageSnapshot snapshot = engine.snapshot();
    snapshot.close();
    snapshot.close();
    assertFails(ErrorCode.CLOSED, () -> snapshot.get(bytes("a")));
    assertFails(ErrorCode.CLOSED, () -> snapshot.scan(LOWEST, null));
  }
}

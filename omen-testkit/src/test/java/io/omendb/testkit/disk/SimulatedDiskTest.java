package io.omendb.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a power cut leaves, over many seeds: each outcome that a real disk may have is seen. */
final class SimulatedDiskTest {
  private static final int SEEDS = 200;

  private static void put(StorageEngine engine, int key, Durability durability) {
    engine.write(
        new StorageBatch()
            .put(new byte[] {(byte) key, 0}, new byte[1])
            .put(new byte[] {(byte) key, 1}, new byte[1]),
        durability);
  }

  private static int keys(StorageEngine engine) {
    int keys = 0;
    try (StorageCursor cursor = engine.scan(new byte[0], null)) {
      while (cursor.next()) {
        assertEquals(keys / 2, cursor.key()[0], "no gap");
        keys++;
      }
    }
    return keys;
  }

  private static void blob(StorageEngine engine) {
    engine.putBlob("blob", channel -> channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4})));
  }

  @Test
  void powerCut_losesASuffixOfWholeBatchesSinceTheLastSync() {
    TreeSet<Integer> seen = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulatedDisk disk = new SimulatedDisk(seed);
      StorageEngine engine = disk.open();
      put(engine, 0, Durability.ASYNC);
      put(engine, 1, Durability.SYNC);
      put(engine, 2, Durability.ASYNC);
      put(engine, 3, Durability.ASYNC);
      disk.powerOff();
      assertTrue(disk.hadUnsyncedAtPowerOff());
      assertThrows(OmenException.class, () -> put(engine, 4, Durability.ASYNC));
      assertThrows(OmenException.class, engine::close);
      disk.powerOn();
      try (StorageEngine reopened = disk.open()) {
        seen.add(keys(reopened));
      }
    }
    assertEquals(new TreeSet<>(List.of(4, 6, 8)), seen);
  }

  @Test
  void failedSync_isNotMendedByTheNext() {
    int lost = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulatedDisk disk = withFailedSync(seed);
      disk.powerOn();
      try (StorageEngine reopened = disk.open()) {
        int keys = keys(reopened);
        assertTrue(keys >= 2);
        lost += keys < 4 ? 1 : 0;
      }
    }
    assertTrue(lost > 0 && lost < SEEDS, () -> "it decides nothing");
  }

  @Test
  void open_showsNothingThatAPowerCutCanTake() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulatedDisk disk = withFailedSync(seed);
      try (StorageEngine reopened = disk.open()) {
        assertEquals(4, keys(reopened), "in the page cache");
        put(reopened, 2, Durability.SYNC);
        disk.powerOn();
      }
      try (StorageEngine reopened = disk.open()) {
        assertEquals(6, keys(reopened));
      }
    }
  }

  /** One batch is on disk, and of one more the sync has failed. */
  private static SimulatedDisk withFailedSync(int seed) {
    // Small seeds of java.util.Random begin alike.
    SimulatedDisk disk = new SimulatedDisk(seed * 0x9e3779b97f4a7c15L);
    StorageEngine engine = disk.open();
    put(engine, 0, Durability.SYNC);
    disk.plan(FaultPlan.once(2, DiskFault.FAIL_BEFORE));
    assertThrows(OmenException.class, () -> put(engine, 1, Durability.SYNC));
    assertThrows(OmenException.class, () -> put(engine, 2, Durability.SYNC));
    assertThrows(OmenException.class, () -> disk.open(), "still locked");
    assertThrows(OmenException.class, engine::close);
    return disk;
  }

  @Test
  void blobCutAnywhere_isWholeOrNotThere() {
    TreeSet<Integer> seen = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int change = 1; change <= 7; change++) {
        SimulatedDisk disk = new SimulatedDisk(seed);
        StorageEngine engine = disk.open();
        disk.plan(FaultPlan.powerOffAtChange(change));
        assertThrows(OmenException.class, () -> blob(engine));
        engine.close();
        disk.powerOn();
        try (StorageEngine reopened = disk.open()) {
          reopened.listBlobs("").forEach(blob -> assertEquals(4, blob.sizeInBytes()));
          if (reopened.listBlobs("").isEmpty()) {
            blob(reopened);
          } else {
            seen.add(change);
          }
        }
      }
    }
    assertEquals(new TreeSet<>(List.of(6, 7)), seen, "the rename and what follows");
  }

  @Test
  void deletedBlob_mayComeBack() {
    int back = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulatedDisk disk = new SimulatedDisk(seed);
      StorageEngine engine = disk.open();
      blob(engine);
      engine.deleteBlob("blob");
      disk.powerOn();
      engine.close();
      try (StorageEngine reopened = disk.open()) {
        back += reopened.listBlobs("").size();
      }
    }
    assertTrue(back > 0 && back < SEEDS);
  }

  @Test
  void forEver_failsOneKindOnly() {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (StorageEngine engine = disk.open()) {
      blob(engine);
      disk.plan(FaultPlan.forEver(1));
      assertThrows(OmenException.class, () -> engine.deleteBlob("blob"));
      put(engine, 1, Durability.SYNC);
      assertThrows(OmenException.class, () -> engine.deleteBlob("blob"));
      assertEquals(1, engine.listBlobs("").size());
    }
    disk.powerOn();
    assertFalse(disk.isOff());
    disk.open().close();
  }
}

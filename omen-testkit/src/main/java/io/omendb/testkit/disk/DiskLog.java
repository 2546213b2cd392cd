package io.omendb.testkit.disk;

import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageBatch.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * Keys and values, and the batches since the last sync: what the page cache has, and what the disk
 * is sure to have.
 */
final class DiskLog {
  private final NavigableMap<byte[], byte[]> onDisk = new TreeMap<>(Arrays::compareUnsigned);
  private final List<List<Change>> unsynced = new ArrayList<>();
  private NavigableMap<byte[], byte[]> present = new TreeMap<>(Arrays::compareUnsigned);
  private boolean syncFailed;

  NavigableMap<byte[], byte[]> present() {
    return present;
  }

  boolean isOnDisk() {
    return unsynced.isEmpty();
  }

  /** Adds a batch whose arrays may change afterwards. */
  void append(StorageBatch batch) {
    List<Change> changes = batch.changes().stream().map(DiskLog::copy).toList();
    apply(changes, present);
    unsynced.add(changes);
  }

  private static Change copy(Change change) {
    return switch (change) {
      case StorageBatch.Put(byte[] key, byte[] value) ->
          new StorageBatch.Put(key.clone(), value.clone());
      case StorageBatch.Delete(byte[] key) -> new StorageBatch.Delete(key.clone());
      case StorageBatch.DeleteRange(byte[] from, byte[] to) ->
          new StorageBatch.DeleteRange(from.clone(), to.clone());
    };
  }

  private static void apply(List<Change> changes, NavigableMap<byte[], byte[]> map) {
    for (Change change : changes) {
      switch (change) {
        case StorageBatch.Put(byte[] key, byte[] value) -> map.put(key, value);
        case StorageBatch.Delete(byte[] key) -> map.remove(key);
        case StorageBatch.DeleteRange(byte[] from, byte[] to) -> {
          if (Arrays.compareUnsigned(from, to) < 0) {
            map.subMap(from, to).clear();
          }
        }
      }
    }
  }

  /**
   * An fsync that says it succeeded. After one that failed the kernel has dropped the dirty pages,
   * so there is a hole, and nothing behind it will be found.
   */
  void sync() {
    if (!syncFailed) {
      unsynced.forEach(changes -> apply(changes, onDisk));
      unsynced.clear();
    }
  }

  /** Brings what is there to the disk by another file, whatever became of syncs before. */
  void rewrite() {
    onDisk.clear();
    onDisk.putAll(present);
    unsynced.clear();
    syncFailed = false;
  }

  void failSync() {
    syncFailed = true;
  }

  /** What a power cut leaves: all that was synced, and of the rest the first few batches. */
  void lose(Random random) {
    int kept = random.nextInt(unsynced.size() + 1);
    unsynced.subList(0, kept).forEach(changes -> apply(changes, onDisk));
    unsynced.clear();
    present = new TreeMap<>(onDisk);
    syncFailed = false;
  }
}

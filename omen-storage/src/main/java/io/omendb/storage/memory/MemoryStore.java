package io.omendb.storage.memory;

import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageBatch.Change;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies at a location: the key-value space and the blobs. Outlives the engines that open it.
 * Safe for concurrent use.
 */
final class MemoryStore {
  /** All states of the key-value space are whole batches; written under the monitor. */
  private volatile @Nullable PersistentTree root;

  private final ConcurrentNavigableMap<String, MemorySegment> blobs = new ConcurrentSkipListMap<>();
  private final Map<String, MemorySegment> quarantine = new ConcurrentHashMap<>();
  private final Set<String> blobsBeingWritten = ConcurrentHashMap.newKeySet();

  /** The present state of the key-value space. */
  @Nullable PersistentTree root() {
    return root;
  }

  /** The finished blobs by name. */
  ConcurrentNavigableMap<String, MemorySegment> blobs() {
    return blobs;
  }

  /** The blobs that were set aside. */
  Map<String, MemorySegment> quarantine() {
    return quarantine;
  }

  /** The names reserved by writers that have not come to an end. */
  Set<String> blobsBeingWritten() {
    return blobsBeingWritten;
  }

  /** Applies a batch, copying its arrays. The caller holds the monitor. */
  void apply(StorageBatch batch) {
    assert Thread.holdsLock(this);
    PersistentTree tree = root;
    for (Change change : batch.changes()) {
      tree =
          switch (change) {
            case StorageBatch.Put(byte[] key, byte[] value) ->
                PersistentTree.put(tree, key.clone(), value.clone());
            case StorageBatch.Delete(byte[] key) -> PersistentTree.delete(tree, key);
            case StorageBatch.DeleteRange(byte[] from, byte[] to) ->
                PersistentTree.deleteRange(tree, from, to);
          };
    }
    root = tree;
  }

  /** Sets a value if the present one is the expected one. The caller holds the monitor. */
  boolean compareAndPut(byte[] key, byte @Nullable [] expected, byte[] value) {
    assert Thread.holdsLock(this);
    if (!Arrays.equals(PersistentTree.get(root, key), expected)) {
      return false;
    }
    root = PersistentTree.put(root, key.clone(), value.clone());
    return true;
  }
}

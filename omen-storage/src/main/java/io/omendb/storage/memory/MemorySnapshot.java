package io.omendb.storage.memory;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageSnapshot;
import org.jspecify.annotations.Nullable;

/** A state of the key-value space, pinned by being referred to. Safe for concurrent use. */
final class MemorySnapshot implements StorageSnapshot {
  private final MemoryStorageEngine engine;
  private final @Nullable PersistentTree root;
  private volatile boolean closed;

  MemorySnapshot(MemoryStorageEngine engine, @Nullable PersistentTree root) {
    this.engine = engine;
    this.root = root;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    requireOpen();
    byte[] value = PersistentTree.get(root, key);
    return value == null ? null : value.clone();
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    requireOpen();
    return new MemoryCursor(engine, root, from, to);
  }

  private void requireOpen() {
    engine.requireOpen();
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "the snapshot is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

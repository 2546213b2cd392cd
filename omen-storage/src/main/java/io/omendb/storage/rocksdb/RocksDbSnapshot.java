package io.omendb.storage.rocksdb;

import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageSnapshot;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/** A RocksDB snapshot. Safe for concurrent use, also with its own close and the engine's. */
final class RocksDbSnapshot implements StorageSnapshot, NativeChild {
  private final RocksDB db;
  private final NativeGate engineGate;
  private final NativeGate gate;
  private final Set<NativeChild> siblings;
  private final Snapshot snapshot;
  private final ReadOptions options = new ReadOptions();

  /** Registers itself with the siblings. The caller is inside the engine's gate. */
  RocksDbSnapshot(
      RocksDB db, NativeGate engineGate, RocksDbErrors errors, Set<NativeChild> siblings) {
    this.db = db;
    this.engineGate = engineGate;
    this.gate = new NativeGate("snapshot", errors);
    this.siblings = siblings;
    snapshot = db.getSnapshot();
    options.setSnapshot(snapshot);
    siblings.add(this);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return engineGate.call("get", () -> gate.call("get", () -> db.get(options, key)));
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    return engineGate.call(
        "scan",
        () ->
            gate.call(
                "scan", () -> new RocksDbCursor(db, snapshot, from, to, engineGate, siblings)));
  }

  @Override
  public void release() {
    gate.close(() -> {
      options.close();
      db.releaseSnapshot(snapshot);
      snapshot.close();
    });
  }

  @Override
  public void close() {
    engineGate.ifOpen(() -> {
      siblings.remove(this);
      release();
    });
  }
}

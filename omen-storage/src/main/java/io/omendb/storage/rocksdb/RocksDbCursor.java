package io.omendb.storage.rocksdb;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageCursor;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * A RocksDB iterator between two bounds. It pins the state it was made in by itself, so it outlives
 * the snapshot it may come from. For one thread; the engine's close may come from another.
 */
final class RocksDbCursor implements StorageCursor, NativeChild {
  private enum Position {
    BEFORE_FIRST,
    AT_ENTRY,
    AFTER_LAST
  }

  private final NativeGate gate;
  private final Set<NativeChild> siblings;
  private final byte[] from;
  private final ReadOptions options = new ReadOptions();
  private final @Nullable Slice upperBound;
  private final RocksIterator iterator;
  private Position position = Position.BEFORE_FIRST;
  private boolean closed;

  /** Registers itself with the siblings. The caller is inside the gate. */
  RocksDbCursor(
      RocksDB db,
      @Nullable Snapshot snapshot,
      byte[] from,
      byte @Nullable [] to,
      NativeGate gate,
      Set<NativeChild> siblings) {
    this.gate = gate;
    this.siblings = siblings;
    this.from = from.clone();
    upperBound = to == null ? null : new Slice(to);
    if (upperBound != null) {
      options.setIterateUpperBound(upperBound);
    }
    if (snapshot != null) {
      options.setSnapshot(snapshot);
    }
    iterator = db.newIterator(options);
    siblings.add(this);
  }

  @Override
  public boolean next() {
    return gate.call(
        "scan",
        () -> {
          requireOpen();
          switch (position) {
            case BEFORE_FIRST -> iterator.seek(from);
            case AT_ENTRY -> iterator.next();
            case AFTER_LAST -> {
              return false;
            }
          }
          if (iterator.isValid()) {
            position = Position.AT_ENTRY;
            return true;
          }
          position = Position.AFTER_LAST;
          iterator.status(); // throws where an error, not the end, stopped the iterator
          return false;
        });
  }

  @Override
  public byte[] key() {
    return gate.call(
        "read a scanned key",
        () -> {
          requireEntry();
          return iterator.key();
        });
  }

  @Override
  public byte[] value() {
    return gate.call(
        "read a scanned value",
        () -> {
          requireEntry();
          return iterator.value();
        });
  }

  /** An iterator that is asked without one crashes the process. */
  private void requireEntry() {
    requireOpen();
    if (position != Position.AT_ENTRY) {
      throw new IllegalStateException("the cursor is not at an entry");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "the cursor is closed");
    }
  }

  @Override
  public void release() {
    if (!closed) {
      closed = true;
      iterator.close();
      options.close();
      if (upperBound != null) {
        upperBound.close();
      }
    }
  }

  @Override
  public void close() {
    gate.ifOpen(() -> {
      siblings.remove(this);
      release();
    });
  }
}

package io.omendb.storage.memory;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageCursor;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Walks a tree in order from a lower bound. For one thread. */
final class MemoryCursor implements StorageCursor {
  private final MemoryStorageEngine engine;
  private final byte @Nullable [] to;

  /** The nodes whose entries and right sides are still to come, the next on top. */
  private final ArrayDeque<PersistentTree> ahead = new ArrayDeque<>();

  private @Nullable PersistentTree present;
  private boolean closed;

  MemoryCursor(
      MemoryStorageEngine engine,
      @Nullable PersistentTree root,
      byte[] from,
      byte @Nullable [] to) {
    this.engine = engine;
    this.to = to == null ? null : to.clone();
    PersistentTree node = root;
    while (node != null) {
      if (Arrays.compareUnsigned(node.key(), from) >= 0) {
        ahead.push(node);
        node = node.left();
      } else {
        node = node.right();
      }
    }
  }

  @Override
  public boolean next() {
    requireOpen();
    present = ahead.poll();
    if (present == null) {
      return false;
    }
    if (to != null && Arrays.compareUnsigned(present.key(), to) >= 0) {
      present = null;
      ahead.clear();
      return false;
    }
    for (PersistentTree node = present.right(); node != null; node = node.left()) {
      ahead.push(node);
    }
    return true;
  }

  @Override
  public byte[] key() {
    return present().key().clone();
  }

  @Override
  public byte[] value() {
    return present().value().clone();
  }

  private PersistentTree present() {
    requireOpen();
    PersistentTree node = present;
    if (node == null) {
      throw new IllegalStateException("the cursor is not at an entry");
    }
    return node;
  }

  private void requireOpen() {
    engine.requireOpen();
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "the cursor is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    present = null;
    ahead.clear();
  }
}

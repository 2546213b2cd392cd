package io.omendb.testkit.disk;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageCursor;
import java.util.List;
import java.util.Map;

/** A scan of entries copied at its begin; each step is an operation of the disk. */
final class SimulatedCursor implements StorageCursor {
  private final List<Map.Entry<byte[], byte[]>> entries;
  private final Runnable operation;
  private int position = -1;
  private boolean closed;

  /**
   * @param operation called before each step; may refuse it
   */
  SimulatedCursor(List<Map.Entry<byte[], byte[]>> entries, Runnable operation) {
    this.entries = entries;
    this.operation = operation;
  }

  @Override
  public boolean next() {
    requireOpen();
    operation.run();
    if (position < entries.size()) {
      position++;
    }
    return position < entries.size();
  }

  @Override
  public byte[] key() {
    return present().getKey().clone();
  }

  @Override
  public byte[] value() {
    return present().getValue().clone();
  }

  private void requireOpen() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "the cursor is closed");
    }
  }

  private Map.Entry<byte[], byte[]> present() {
    requireOpen();
    if (position < 0 || position >= entries.size()) {
      throw new IllegalStateException("the cursor is not at an entry");
    }
    return entries.get(position);
  }

  @Override
  public void close() {
    closed = true;
  }
}

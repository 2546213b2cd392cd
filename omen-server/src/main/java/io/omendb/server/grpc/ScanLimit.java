package io.omendb.server.grpc;

import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many scans are open at once, for each pins the state that it reads. Safe for
 * concurrent use.
 */
public final class ScanLimit {
  private final int limit;
  private final Semaphore free;

  ScanLimit(int limit) {
    this.limit = limit;
    this.free = new Semaphore(limit);
  }

  /**
   * Opens a scan that counts until its cursor is closed.
   *
   * @throws OmenException {@link ErrorCode#OVERLOADED} while as many as may be are open
   */
  public ArrowCursor open(Supplier<ArrowCursor> scan) {
    if (!free.tryAcquire()) {
      throw new OmenException(
          ErrorCode.OVERLOADED,
          limit + " scans are open already",
          "try again later, or raise server.scans");
    }
    boolean opened = false;
    try {
      ArrowCursor counted = new CountedCursor(scan.get(), free);
      opened = true;
      return counted;
    } finally {
      if (!opened) {
        free.release();
      }
    }
  }

  /** Gives its place back when it is closed for the first time. */
  private static final class CountedCursor implements ArrowCursor {
    private final ArrowCursor cursor;
    private final Semaphore free;
    private boolean closed;

    CountedCursor(ArrowCursor cursor, Semaphore free) {
      this.cursor = cursor;
      this.free = free;
    }

    @Override
    public ByteBuffer schema() {
      return cursor.schema();
    }

    @Override
    public @Nullable ArrowBatch next() {
      return cursor.next();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        try {
          cursor.close();
        } finally {
          free.release();
        }
      }
    }
  }
}

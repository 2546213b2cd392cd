package io.omendb.server.grpc;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

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
  public RowCursor open(Supplier<RowCursor> scan) {
    if (!free.tryAcquire()) {
      throw new OmenException(
          ErrorCode.OVERLOADED,
          limit + " scans are open already",
          "try again later, or raise server.scans");
    }
    boolean opened = false;
    try {
      RowCursor counted = new CountedCursor(scan.get(), free);
      opened = true;
      return counted;
    } finally {
      if (!opened) {
        free.release();
      }
    }
  }

  /** Gives its place back when it is closed for the first time. */
  private static final class CountedCursor implements RowCursor {
    private final RowCursor cursor;
    private final Semaphore free;
    private boolean closed;

    CountedCursor(RowCursor cursor, Semaphore free) {
      this.cursor = cursor;
      this.free = free;
    }

    @Override
    public boolean hasNext() {
      return cursor.hasNext();
    }

    @Override
    public Row next() {
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

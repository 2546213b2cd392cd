package io.omendb.core;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the views of a database that are open, for each keeps memtables and files that would be
 * gone. Safe for concurrent use.
 */
final class OpenViews {
  private final long limit;
  private final AtomicLong open = new AtomicLong();

  OpenViews(long limit) {
    this.limit = limit;
  }

  /**
   * Counts one more.
   *
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED}
   */
  void open() {
    if (open.incrementAndGet() > limit) {
      open.decrementAndGet();
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          limit + " views are open, the limit",
          "views.max",
          "close views, or raise views.max",
          null);
    }
  }

  /** Counts one less. */
  void close() {
    open.decrementAndGet();
  }
}

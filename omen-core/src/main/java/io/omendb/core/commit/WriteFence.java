package io.omendb.core.commit;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses writes for good once one has failed: what a failed write or fsync left behind is unknown,
 * and a retried fsync that succeeds proves nothing. One per database. Safe for concurrent use.
 */
public final class WriteFence {
  private volatile @Nullable Throwable cause;

  /** Closes the fence; the first cause is kept. */
  public synchronized void close(Throwable failure) {
    if (cause == null) {
      cause = failure;
    }
  }

  /** Whether writes are refused. */
  public boolean isClosed() {
    return cause != null;
  }

  /** The error for asynchronous commits that never reached the log. */
  OmenException lost(long commits) {
    Throwable reason = cause;
    return new OmenException(
        ErrorCode.IO_ERROR,
        commits
            + " asynchronous commits have not reached the log: "
            + (reason == null ? "unknown" : reason.getMessage()),
        null,
        "mend the cause, reopen the database and write them again",
        reason);
  }

  /**
   * Passes while no write has failed.
   *
   * @throws OmenException {@link ErrorCode#READ_ONLY} with the reason
   */
  public void check() {
    Throwable reason = cause;
    if (reason != null) {
      throw new OmenException(
          ErrorCode.READ_ONLY,
          "Writes are refused since an earlier one failed: " + reason.getMessage(),
          null,
          "mend the cause and reopen the database; reads go on",
          reason);
    }
  }
}

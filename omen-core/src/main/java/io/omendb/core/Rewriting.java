package io.omendb.core;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to replace segments of a collection by others: a merge or a bulk load, one at a
 * time. Safe for concurrent use.
 */
final class Rewriting {
  private final String collection;
  private final Semaphore turn = new Semaphore(1);

  /** The caller of a merge or bulk load whose turn it is; null for one in the background. */
  private volatile @Nullable Thread caller;

  /**
   * @param collection named by errors
   */
  Rewriting(String collection) {
    this.collection = collection;
  }

  /**
   * Waits for its turn; not called on the merge thread.
   *
   * @throws OmenException {@link ErrorCode#UNSUPPORTED} where it is the caller's turn already, who
   *     would wait for ever
   */
  void begin() {
    if (Thread.currentThread().equals(caller)) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED,
          "The rows of a bulk load come from a source that merges or loads '"
              + collection
              + "' itself",
          "do that before the load or after it");
    }
    turn.acquireUninterruptibly();
    caller = Thread.currentThread();
  }

  /** Whether it is free and the turn taken; for the merge thread, which does not wait. */
  boolean tryBegin() {
    return turn.tryAcquire();
  }

  /** Gives the turn to the next. */
  void end() {
    caller = null;
    turn.release();
  }
}

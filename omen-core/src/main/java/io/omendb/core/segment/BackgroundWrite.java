package io.omendb.core.segment;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A segment on its way to the disk in a thread of its own, whose columns are not touched meanwhile.
 * A platform thread, since native calls and file writes pin virtual ones.
 */
final class BackgroundWrite {
  private final SegmentColumns columns;
  private final FutureTask<SegmentInfo> task;

  private BackgroundWrite(SegmentColumns columns, FutureTask<SegmentInfo> task) {
    this.columns = columns;
    this.task = task;
  }

  /** Begins to write. */
  static BackgroundWrite start(SegmentColumns columns, Callable<SegmentInfo> write) {
    FutureTask<SegmentInfo> task = new FutureTask<>(write);
    Thread.ofPlatform().daemon().name("omendb-segment").start(task);
    return new BackgroundWrite(columns, task);
  }

  /** What is written; free for others after {@link #await}. */
  SegmentColumns columns() {
    return columns;
  }

  /**
   * Waits for the end, also when interrupted, for the columns are in use until then.
   *
   * @throws RuntimeException what writing threw, as it is
   */
  SegmentInfo await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw unchecked(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}

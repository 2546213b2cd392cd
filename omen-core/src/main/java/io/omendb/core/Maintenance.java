package io.omendb.core;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The background work of a database: one thread that flushes and one that merges, both platform
 * threads, since native calls pin virtual ones. Safe for concurrent use.
 */
final class Maintenance implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Maintenance.class.getName());

  private final ExecutorService flushes = newThread("omendb-flush");
  private final ExecutorService merges = newThread("omendb-merge");

  private final ScheduledThreadPoolExecutor log =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("omendb-log").daemon().factory());

  Maintenance() {
    // What waits for the log is written by whoever closes, after the flushes.
    log.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static ExecutorService newThread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  /** Queues a flush, unless closing; a failure is logged. */
  void flushSoon(Runnable task) {
    executeUnlessClosing(flushes, task);
  }

  /** Queues a merge, unless closing; a failure is logged. */
  void mergeSoon(Runnable task) {
    executeUnlessClosing(merges, task);
  }

  /** Runs the task on the log thread after a delay, unless closing; a failure is logged. */
  void logSoon(Runnable task, long delayMillis) {
    executeUnlessClosing(
        command -> {
          ScheduledFuture<?> ignored = log.schedule(command, delayMillis, TimeUnit.MILLISECONDS);
        },
        task);
  }

  /** Queues a flush and waits for it. */
  void flushNow(Runnable task) {
    await(submit(flushes, task));
  }

  /** Queues a merge and waits for it. */
  void mergeNow(Runnable task) {
    await(submit(merges, task));
  }

  private static void executeUnlessClosing(Executor executor, Runnable task) {
    try {
      executor.execute(() -> {
        try {
          task.run();
        } catch (RuntimeException | Error failure) {
          LOG.log(
              System.Logger.Level.ERROR,
              "Background work failed: " + failure.getMessage(),
              failure);
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "The database is closing, no more background work");
    }
  }

  private static Future<?> submit(ExecutorService executor, Runnable task) {
    try {
      return executor.submit(task);
    } catch (RejectedExecutionException e) {
      throw new OmenException(ErrorCode.CLOSED, "The database is closed", e);
    }
  }

  private static void await(Future<?> work) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          work.get();
          return;
        } catch (InterruptedException e) {
          // The work cannot be abandoned half way; the flag is restored below.
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof OmenException known
              ? known
              : new OmenException(ErrorCode.INTERNAL, "Background work failed: " + e.getCause(), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for queued and running work. Idempotent. */
  @Override
  public void close() {
    log.shutdown();
    flushes.shutdown();
    merges.shutdown();
    boolean interrupted = false;
    for (ExecutorService executor : new ExecutorService[] {log, flushes, merges}) {
      while (!executor.isTerminated()) {
        try {
          boolean ended = executor.awaitTermination(1, TimeUnit.MINUTES);
          if (!ended) {
            LOG.log(System.Logger.Level.INFO, "Waiting for background work to end");
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

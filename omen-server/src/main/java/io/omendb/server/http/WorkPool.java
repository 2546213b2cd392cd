package io.omendb.server.http;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the database on a fixed number of platform threads, for native code of the storage engine
 * would pin virtual ones, and refuses work while as much as the queue holds waits for a thread.
 */
final class WorkPool {
  private final ThreadPoolExecutor threads;
  private final int queueLimit;

  WorkPool(int threadCount, int queueLimit) {
    AtomicInteger number = new AtomicInteger();
    this.queueLimit = queueLimit;
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(queueLimit),
            task ->
                Thread.ofPlatform()
                    .name("omen-http-" + number.incrementAndGet())
                    .daemon()
                    .unstarted(task));
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The result of the work, once it is done.
   *
   * @throws OmenException {@link ErrorCode#OVERLOADED}, or what the work throws
   * @throws ExecutionException around anything else that the work throws
   */
  <T> T run(Callable<T> work) throws ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw new OmenException(
          ErrorCode.OVERLOADED,
          queueLimit + " requests wait already",
          null,
          "try again later, or raise server.queue or server.threads",
          e);
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OmenException known) {
        throw known;
      }
      throw e;
    }
  }

  /** Lets no work begin any more and waits for the running. Whether it ended in time. */
  boolean shutdown(Duration patience) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}

package io.omendb.server.grpc;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for calls of one kind, and a bound on the calls that wait for them. Platform threads, for
 * native code of the storage engine would pin virtual ones. Safe for concurrent use.
 */
final class CallLane implements Executor {
  /* The queue is bounded by hasRoom and not in the executor: a callback of a call that runs must
   * never be refused. */
  private final ThreadPoolExecutor threads;
  private final AtomicInteger pending = new AtomicInteger();
  private final int queueLimit;

  CallLane(String name, int threadCount, int queueLimit) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> new LaneThread(task, name + "-" + number.incrementAndGet()));
    this.threads.allowCoreThreadTimeOut(true);
    this.queueLimit = queueLimit;
  }

  /** Whether the calling thread is one of a lane. */
  static boolean isCurrent() {
    return Thread.currentThread() instanceof LaneThread;
  }

  /** Whether one more call may wait. */
  boolean hasRoom() {
    return threads.getQueue().size() < queueLimit;
  }

  @Override
  public void execute(Runnable task) {
    pending.incrementAndGet();
    threads.execute(() -> {
      try {
        task.run();
      } finally {
        pending.decrementAndGet();
      }
    });
  }

  /** Whether no task waits or runs. */
  boolean isIdle() {
    return pending.get() == 0;
  }

  /** Lets no task begin any more and waits for the running ones. Whether they ended in time. */
  boolean shutdown(Duration grace) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static final class LaneThread extends Thread {
    LaneThread(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }
}

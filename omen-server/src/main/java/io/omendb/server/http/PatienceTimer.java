package io.omendb.server.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends the wait for slow clients: interrupts a thread that has read or written too long, which
 * closes its connection, as the JDK promises for channels. Only around reading and writing, never
 * while the database works. Safe for concurrent use.
 */
final class PatienceTimer implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("omen-http-patience").daemon().unstarted(task));

  /** The thread that made it reads or writes until this is closed. */
  static final class Guard implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final Future<?> interruption;
    private boolean over;

    private Guard(ScheduledExecutorService timer, Duration patience) {
      this.interruption =
          timer.schedule(this::interrupt, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void interrupt() {
      if (!over) {
        thread.interrupt();
      }
    }

    /** Takes back an interruption that comes too late, so that it hits nothing else. */
    @Override
    public void close() {
      synchronized (this) {
        over = true;
      }
      interruption.cancel(false);
      boolean late = Thread.interrupted();
      assert !late || over;
    }
  }

  Guard begin(Duration patience) {
    return new Guard(timer, patience);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Threads of one test; the first failure of any of them fails it, and so does one that hangs. */
final class Workers {
  private static final long PATIENCE_MILLIS = 120_000;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Runs a task once on a thread of its own. */
  Thread start(Runnable task) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
              }
            });
    threads.add(thread);
    return thread;
  }

  /** Runs a task until the flag is set. */
  void repeatUntil(AtomicBoolean done, Runnable task) {
    start(() -> {
      while (!done.get() && failure.get() == null) {
        task.run();
      }
    });
  }

  /** Runs a task until it is refused with one of these codes. */
  void repeatUntilRefused(Set<ErrorCode> codes, Runnable task) {
    start(() -> {
      while (failure.get() == null) {
        try {
          task.run();
        } catch (OmenException e) {
          if (codes.contains(e.code())) {
            return;
          }
          throw e;
        }
      }
    });
  }

  /** Waits for all of them. */
  void join() throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    for (Thread thread : threads) {
      thread.join(Math.max(1, deadline - System.currentTimeMillis()));
      if (thread.isAlive()) {
        fail("a thread hangs:\n" + stackOf(thread));
      }
    }
    Throwable first = failure.get();
    if (first != null) {
      throw new AssertionError("a thread failed: " + first, first);
    }
  }

  private static String stackOf(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .map(StackTraceElement::toString)
        .collect(Collectors.joining("\n  "));
  }

  /** Waits until a thread waits for something. */
  static void awaitWaiting(Thread thread) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (thread.getState() != Thread.State.WAITING) {
      assertTrue(System.currentTimeMillis() < deadline, () -> thread.getState().toString());
      Thread.sleep(1);
    }
  }
}

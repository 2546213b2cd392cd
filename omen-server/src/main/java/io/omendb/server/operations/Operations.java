package io.omendb.server.operations;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The operations of a server: at most so many that have not ended, two of them at work at a time,
 * and the last that have. Safe for concurrent use.
 */
public final class Operations {
  private static final System.Logger LOG = System.getLogger(Operations.class.getName());
  private static final String PREFIX = "operations/";
  private static final int KEPT = 100;
  private static final int THREADS = 2;

  private final int limit;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().name("omen-operation-", 1).daemon().factory());

  /** Oldest first; guarded by this. */
  private final Map<String, OperationTask> tasks = new LinkedHashMap<>();

  /** Guarded by this. */
  private boolean closed;

  /** None yet; at most so many may wait or work. */
  public Operations(int limit) {
    this.limit = limit;
  }

  /**
   * Starts work.
   *
   * @param subject what it is done to
   * @throws OmenException {@link ErrorCode#OVERLOADED} where too many have not ended, {@link
   *     ErrorCode#UNAVAILABLE} once the server stops
   */
  public synchronized Operation start(Operation.Kind kind, String subject, OperationWork work) {
    if (closed) {
      throw new OmenException(
          ErrorCode.UNAVAILABLE, "The server is shutting down", "try again once it is back");
    }
    long open = tasks.values().stream().filter(task -> !task.now().hasEnded()).count();
    if (open >= limit) {
      throw new OmenException(
          ErrorCode.OVERLOADED,
          limit + " operations wait or work already",
          "try again later, cancel one, or raise server.operations");
    }
    OperationTask task = new OperationTask(PREFIX + UUID.randomUUID(), kind, subject, work);
    tasks.put(task.now().name(), task);
    forgetOldest();
    threads.execute(task);
    return task.now();
  }

  private synchronized void forgetOldest() {
    long ended = tasks.values().stream().filter(task -> task.now().hasEnded()).count();
    var oldest = tasks.values().iterator();
    while (ended > KEPT && oldest.hasNext()) {
      if (oldest.next().now().hasEnded()) {
        oldest.remove();
        ended--;
      }
    }
  }

  /**
   * An operation as it is now.
   *
   * @throws OmenException {@link ErrorCode#OPERATION_NOT_FOUND}
   */
  public Operation get(String name) {
    return task(name).now();
  }

  /** All that are known, newest first. */
  public synchronized List<Operation> list() {
    List<Operation> all = new ArrayList<>();
    tasks.values().forEach(task -> all.add(task.now()));
    return all.reversed();
  }

  /**
   * Asks an operation to end; nothing where it has.
   *
   * @throws OmenException {@link ErrorCode#OPERATION_NOT_FOUND}
   */
  public Operation cancel(String name) {
    OperationTask task = task(name);
    task.cancel();
    return task.now();
  }

  private synchronized OperationTask task(String name) {
    OperationTask task = tasks.get(name);
    if (task == null) {
      throw new OmenException(
          ErrorCode.OPERATION_NOT_FOUND,
          "No operation named '" + name + "'",
          "name",
          "list the operations; the server forgets old ones, and all when it ends",
          null);
    }
    return task;
  }

  /**
   * Starts none any more, and waits for those that work; asks them to end after the grace. Returns
   * when none works. Idempotent.
   */
  public void shutdown(Duration grace) throws InterruptedException {
    synchronized (this) {
      closed = true;
    }
    threads.shutdown();
    if (threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    cancelAll();
    while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      LOG.log(System.Logger.Level.WARNING, "Waiting for operations to leave the database");
    }
  }

  private synchronized void cancelAll() {
    tasks.values().forEach(OperationTask::cancel);
  }
}

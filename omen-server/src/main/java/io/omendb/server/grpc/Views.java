package io.omendb.server.grpc;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.RowReader;
import io.omendb.View;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The views that clients have open, by names that nobody can guess. One that is not used for a
 * while is closed, for its client may be gone. Safe for concurrent use.
 */
final class Views implements AutoCloseable {
  private static final int NAME_BYTES = 16;

  private final Database database;
  private final int limit;
  private final Duration idle;
  private final Semaphore free;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService expiry =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("omen-view-expiry").factory());

  private static final class Entry {
    private final String collection;
    private final View view;
    private volatile long usedNanos = System.nanoTime();

    Entry(String collection, View view) {
      this.collection = collection;
      this.view = view;
    }
  }

  /** A view that was opened. */
  record Opened(String name, long seq) {}

  /**
   * @param limit most views at once
   * @param idle how long one may go unused
   */
  Views(Database database, int limit, Duration idle) {
    this.database = database;
    this.limit = limit;
    this.idle = idle;
    this.free = new Semaphore(limit);
    long period = Math.max(1, idle.toMillis() / 4);
    var _ = expiry.scheduleWithFixedDelay(this::expire, period, period, TimeUnit.MILLISECONDS);
  }

  /** How long a view may go unused. */
  Duration idle() {
    return idle;
  }

  /**
   * Pins the newest state of a collection.
   *
   * @throws OmenException {@link ErrorCode#OVERLOADED} where too many are open
   */
  Opened open(String collection) {
    Collection pinned = database.collection(collection);
    if (!free.tryAcquire()) {
      throw new OmenException(
          ErrorCode.OVERLOADED,
          limit + " views are open already",
          "close some, or raise server.views");
    }
    try {
      Entry entry = new Entry(collection, pinned.view());
      byte[] bytes = new byte[NAME_BYTES];
      random.nextBytes(bytes);
      String name = HexFormat.of().formatHex(bytes);
      open.put(name, entry);
      return new Opened(name, entry.view.seq());
    } catch (RuntimeException | Error failure) {
      free.release();
      throw failure;
    }
  }

  /**
   * What a request reads from.
   *
   * @param name of a view; empty for the collection itself
   * @throws OmenException {@link ErrorCode#VIEW_NOT_FOUND} where there is no such view of the
   *     collection
   */
  RowReader reader(String collection, String name) {
    if (name.isEmpty()) {
      return database.collection(collection);
    }
    Entry entry = open.get(name);
    if (entry == null || !entry.collection.equals(collection)) {
      throw new OmenException(
          ErrorCode.VIEW_NOT_FOUND,
          "Collection '" + collection + "' has no such view",
          "view",
          "open one; the server closes views that go unused for " + idle.toMillis() + " ms",
          null);
    }
    entry.usedNanos = System.nanoTime();
    return entry.view;
  }

  /** Closes a view, if it is still there. */
  void close(String name) {
    close(open.remove(name));
  }

  private void close(@Nullable Entry entry) {
    if (entry != null) {
      entry.view.close();
      free.release();
    }
  }

  private void expire() {
    long now = System.nanoTime();
    open.forEach((name, entry) -> {
      if (now - entry.usedNanos > idle.toNanos()) {
        close(name);
      }
    });
  }

  /** Closes all. */
  @Override
  public void close() {
    expiry.shutdownNow();
    open.keySet().forEach(this::close);
  }
}

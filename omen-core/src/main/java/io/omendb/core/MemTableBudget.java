package io.omendb.core;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of all memtables of a database. Collections report theirs; while it is exceeded the
 * largest active memtable is flushed and writers wait. Safe for concurrent use.
 */
final class MemTableBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final AtomicBoolean relieving = new AtomicBoolean();
  private final Set<CoreCollection> collections = ConcurrentHashMap.newKeySet();
  private final Maintenance maintenance;

  /**
   * @param limit bytes; 0 for a quarter of the heap
   */
  MemTableBudget(long limit, Maintenance maintenance) {
    this.limit = limit == 0 ? Runtime.getRuntime().maxMemory() / 4 : limit;
    this.maintenance = maintenance;
  }

  /** A collection whose memtable may be flushed to make room. */
  void register(CoreCollection collection) {
    collections.add(collection);
  }

  void unregister(CoreCollection collection) {
    collections.remove(collection);
  }

  /** Takes note that memtables have grown, or shrunk. */
  void add(long bytes) {
    used.addAndGet(bytes);
  }

  boolean isExceeded() {
    return used.get() > limit;
  }

  /** Has the largest active memtable flushed, unless that is under way. */
  void relieve() {
    if (relieving.compareAndSet(false, true)) {
      maintenance.flushSoon(() -> {
        relieving.set(false);
        collections.stream()
            .max(Comparator.comparingLong(CoreCollection::activeBytes))
            .ifPresent(CoreCollection::flushActive);
      });
    }
  }
}

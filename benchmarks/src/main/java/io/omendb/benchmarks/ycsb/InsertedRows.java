package io.omendb.benchmarks.ycsb;

import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers of the rows there are: each insert takes the next, and may be asked for once it and all
 * before it have been acknowledged. Safe for any number of threads.
 */
final class InsertedRows {
  private final AtomicLong next;
  private final TreeSet<Long> early = new TreeSet<>();
  private volatile long last;

  /**
   * @param loaded rows that are there, numbered from 0; at least 1
   */
  InsertedRows(long loaded) {
    next = new AtomicLong(loaded);
    last = loaded - 1;
  }

  /** The number for a row that is about to be inserted. */
  long next() {
    return next.getAndIncrement();
  }

  /** Notes that a row is there. */
  synchronized void acknowledge(long number) {
    early.add(number);
    long reached = last;
    while (!early.isEmpty() && early.first() == reached + 1) {
      early.pollFirst();
      reached++;
    }
    last = reached;
  }

  /** The last number up to which all rows are there. */
  long last() {
    return last;
  }
}

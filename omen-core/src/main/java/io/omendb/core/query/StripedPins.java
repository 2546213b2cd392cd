package io.omendb.core.query;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A count that many threads raise and lower at once, each on a cache line that it shares with few
 * others. A thread lowers only what it has raised, so no stripe is ever negative. All operations
 * are sequentially consistent.
 */
final class StripedPins {
  private static final int STRIPES = 16; // a power of two

  /** Two cache lines, for neighbours are fetched in pairs. */
  private static final int STRIDE = 16;

  /** The first stripe begins behind the array's header and what may lie before it. */
  private final AtomicLongArray counts = new AtomicLongArray((STRIPES + 1) * STRIDE);

  private static int stripe() {
    return (((int) Thread.currentThread().threadId() & (STRIPES - 1)) + 1) * STRIDE;
  }

  /** Counts this thread in. */
  void add() {
    counts.getAndAdd(stripe(), 1);
  }

  /** Counts this thread out. */
  void remove() {
    long before = counts.getAndAdd(stripe(), -1);
    assert before > 0 : "counted out too often";
  }

  /**
   * Whether nobody is counted in. Where threads may still be counted in, yes means only that each
   * stripe was empty at some moment of the call.
   */
  boolean isZero() {
    for (int stripe = 1; stripe <= STRIPES; stripe++) {
      if (counts.get(stripe * STRIDE) != 0) {
        return false;
      }
    }
    return true;
  }
}

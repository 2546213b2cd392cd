package io.omendb.core.segment;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A count for statistics that costs a reader no atomic instruction. Exact for one thread; of
 * threads whose ids differ by a multiple of {@value #STRIPES}, additions at the same moment may be
 * lost.
 */
final class Tally {
  private static final int STRIPES = 64; // a power of two

  /** A line of the cache. */
  private static final int STRIDE = 8;

  private final AtomicLongArray counts = new AtomicLongArray((STRIPES + 1) * STRIDE);

  void add(long count) {
    int stripe = (((int) Thread.currentThread().threadId() & (STRIPES - 1)) + 1) * STRIDE;
    counts.setOpaque(stripe, counts.getOpaque(stripe) + count);
  }

  long sum() {
    long sum = 0;
    for (int stripe = 1; stripe <= STRIPES; stripe++) {
      sum += counts.getOpaque(stripe * STRIDE);
    }
    return sum;
  }
}

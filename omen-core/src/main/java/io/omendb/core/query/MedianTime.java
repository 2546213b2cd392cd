package io.omendb.core.query;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Times an action by repeating it, with the median against the odd interruption. */
final class MedianTime {
  /** How many measurements a median is of. */
  static final int REPETITIONS = 9;

  /** Reading the clock takes as long as a lookup, so short actions share one reading. */
  private static final int CALLS_PER_READING = 16;

  /** Keeps the compiler from leaving out work whose result nobody reads. */
  private static final AtomicLong CONSUMED = new AtomicLong();

  /** Nanoseconds of one call of an action that takes long against a reading of the clock. */
  long ofOne(LongSupplier action) {
    return median(action, 1);
  }

  /** Nanoseconds of one call of a short action, 16 of which are measured together. */
  long ofMany(LongSupplier action) {
    return median(action, CALLS_PER_READING);
  }

  private long median(LongSupplier action, int calls) {
    long[] nanos = new long[REPETITIONS];
    long sum = 0;
    for (int i = 0; i < REPETITIONS; i++) {
      long started = System.nanoTime();
      for (int call = 0; call < calls; call++) {
        sum += action.getAsLong();
      }
      nanos[i] = (System.nanoTime() - started) / calls;
    }
    CONSUMED.setRelease(sum);
    Arrays.sort(nanos);
    return nanos[REPETITIONS / 2];
  }
}

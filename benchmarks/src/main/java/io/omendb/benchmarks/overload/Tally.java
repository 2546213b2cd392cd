package io.omendb.benchmarks.overload;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;

/** How the calls of one phase ended, and how long they took. Safe for concurrent use. */
final class Tally {
  private static final int DIGITS = 3;

  final AtomicLong wrong = new AtomicLong();
  final ConcurrentHistogram answered = new ConcurrentHistogram(DIGITS);
  final ConcurrentHistogram refused = new ConcurrentHistogram(DIGITS);
  final ConcurrentHistogram gets = new ConcurrentHistogram(DIGITS);

  /** Makes a call that must give this number, or be refused for the load. */
  void call(LongSupplier call, long expected) {
    long start = System.nanoTime();
    try {
      boolean right = call.getAsLong() == expected;
      answered.recordValue(System.nanoTime() - start);
      wrong.addAndGet(right ? 0 : 1);
    } catch (OmenException e) {
      if (e.code() == ErrorCode.OVERLOADED) {
        refused.recordValue(System.nanoTime() - start);
      } else {
        wrong.incrementAndGet();
      }
    }
  }

  /** Makes a read of one row, which must be found whatever the load. */
  void get(BooleanSupplier read) {
    long start = System.nanoTime();
    try {
      boolean found = read.getAsBoolean();
      gets.recordValue(System.nanoTime() - start);
      wrong.addAndGet(found ? 0 : 1);
    } catch (OmenException e) {
      wrong.incrementAndGet();
    }
  }
}

package io.omendb.benchmarks.peers;

import io.omendb.benchmarks.rounds.Spread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Times calls in rounds. Each round has arguments of its own, drawn before its clock starts. Every
 * other round is timed as a whole, for the mean; the calls of the rounds between are timed one by
 * one, which costs some 25 ns a call, for the percentiles.
 */
final class CallTimer {
  /** What is called. */
  interface Calls {
    /** Draws the arguments of the next calls. */
    void prepare(int count);

    /** The call with the i-th of the arguments drawn last. */
    void call(int i);
  }

  private static final int MAX_ROUND = 1 << 14;
  private static final int MIN_ROUNDS = 4;
  private static final long ROUND_NANOS = 10_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long nanos;

  /** A timer that calls for so long, and for half as long before, to warm up. */
  CallTimer(long nanos) {
    this.nanos = nanos;
  }

  /**
   * Times calls.
   *
   * @param maxCalls about how many at most, the warm-up's too
   */
  Timing time(Calls calls, long maxCalls) {
    long done = 0;
    int round = 1;
    for (long spent = 0; spent < nanos / 2 && done < maxCalls / 3; ) {
      calls.prepare(round);
      long took = whole(calls, round);
      spent += took;
      done += round;
      if (took < ROUND_NANOS) {
        round = (int) Math.min(Math.min(2L * round, MAX_ROUND), Math.max(1, maxCalls / 8));
      }
    }
    Histogram singles = Timing.emptyHistogram();
    long wholeNanos = 0;
    long cpuNanos = 0;
    long wholeCalls = 0;
    long singleNanos = 0;
    List<Double> means = new ArrayList<>();
    do {
      calls.prepare(round);
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long took = whole(calls, round);
      wholeNanos += took;
      means.add(took / (double) round);
      cpuNanos += THREADS.getCurrentThreadCpuTime() - cpuStart;
      wholeCalls += round;
      calls.prepare(round);
      singleNanos += singly(calls, round, singles);
      done += 2L * round;
    } while (wholeNanos + singleNanos < nanos && done < maxCalls);
    return new Timing(
        wholeNanos / (double) wholeCalls,
        cpuNanos / (double) wholeCalls,
        wholeCalls,
        singles,
        spread(means));
  }

  /** Of the mean of all rounds: that of single rounds is as much greater as there are rounds. */
  private static @Nullable Double spread(List<Double> means) {
    return means.size() < MIN_ROUNDS
        ? null
        : Spread.of(means.stream().mapToDouble(mean -> mean).toArray()).relative()
            / Math.sqrt(means.size());
  }

  private static long whole(Calls calls, int count) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      calls.call(i);
    }
    return System.nanoTime() - start;
  }

  private static long singly(Calls calls, int count, Histogram singles) {
    long start = System.nanoTime();
    long last = start;
    for (int i = 0; i < count; i++) {
      calls.call(i);
      long now = System.nanoTime();
      singles.recordValue(now - last);
      last = System.nanoTime();
    }
    return last - start;
  }
}

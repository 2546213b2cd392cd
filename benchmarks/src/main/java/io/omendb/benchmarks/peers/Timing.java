package io.omendb.benchmarks.peers;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long calls took.
 *
 * @param nanosPerCall wall time, the mean
 * @param cpuNanosPerCall processor time of the calling thread, the mean; null where it was not
 *     measured
 * @param calls how many the means are of
 * @param singles calls that were timed one by one
 * @param spread about how far the mean may be off by chance, as a fraction of it: half the distance
 *     of the quartiles of the rounds by the root of their number; null without rounds
 */
record Timing(
    double nanosPerCall,
    @Nullable Double cpuNanosPerCall,
    long calls,
    Histogram singles,
    @Nullable Double spread) {
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  /** Single calls behind a percentile without which it is chance. */
  private static final long MIN_BEYOND = 1;

  /** Of calls that were not timed in rounds. */
  Timing(double nanosPerCall, @Nullable Double cpuNanosPerCall, long calls, Histogram singles) {
    this(nanosPerCall, cpuNanosPerCall, calls, singles, null);
  }

  static Histogram emptyHistogram() {
    return new Histogram(HOUR_NANOS, 3);
  }

  /** Calls that were all timed one by one, in so many nanoseconds together. */
  static Timing ofSingles(Histogram singles, long nanos) {
    long calls = singles.getTotalCount();
    return new Timing(nanos / (double) calls, null, calls, singles);
  }

  /** A percentile of the single calls; null where there are too few for it. */
  @Nullable Long percentile(double percent) {
    double beyond = singles.getTotalCount() * (100 - percent) / 100;
    return beyond < MIN_BEYOND ? null : singles.getValueAtPercentile(percent);
  }
}

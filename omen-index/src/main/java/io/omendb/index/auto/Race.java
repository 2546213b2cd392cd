package io.omendb.index.auto;

import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.LearnedIndex;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Measures which of several indexes over the same keys looks up present keys fastest. Belongs to
 * one thread.
 */
final class Race {
  /* Rounds of random keys, each index in turn with keys of its own, because the next one to look up
   * the same keys would find them in the cache. Of an index counts its fastest round: whatever else
   * the machine does can only add to it. */

  /** Lookups of a round: enough for a clock, and their keys leave the level 1 cache. */
  private static final int LOOKUPS = 2_048;

  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 60;

  /** Rounds without a new best time of either index that end a race. */
  private static final int SETTLED_ROUNDS = 3;

  private static final long SEED = 42;

  private final SortedKeys keys;
  private final List<? extends LearnedIndex> indexes;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final long[] probes = new long[LOOKUPS];
  private final double[] nanos;

  /** Keeps the lookups from being removed by the compiler. */
  private long sum;

  private Race(SortedKeys keys, List<? extends LearnedIndex> indexes) {
    this.keys = keys;
    this.indexes = indexes;
    this.nanos = new double[indexes.size()];
    Arrays.fill(nanos, Double.POSITIVE_INFINITY);
  }

  /** Nanoseconds a lookup of each index. */
  static double[] run(SortedKeys keys, List<? extends LearnedIndex> indexes) {
    Race race = new Race(keys, indexes);
    int settled = 0;
    for (int round = 0; round < MOST_ROUNDS && settled < SETTLED_ROUNDS; round++) {
      boolean better = race.round();
      settled = better || round < LEAST_ROUNDS ? 0 : settled + 1;
    }
    assert race.sum != Long.MIN_VALUE;
    return race.nanos;
  }

  private boolean round() {
    boolean better = false;
    for (int i = 0; i < nanos.length; i++) {
      for (int j = 0; j < LOOKUPS; j++) {
        probes[j] = keys.key(random.nextInt(keys.size()));
      }
      LearnedIndex index = indexes.get(i);
      long start = System.nanoTime();
      for (long probe : probes) {
        sum += index.search(probe);
      }
      double taken = (System.nanoTime() - start) / (double) LOOKUPS;
      better |= taken < 0.98 * nanos[i];
      nanos[i] = Math.min(nanos[i], taken);
    }
    return better;
  }
}

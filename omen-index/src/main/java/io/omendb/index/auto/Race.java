package io.omendb.index.auto;

import io.omendb.index.search.SortedKeys;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures which of several indexes over the same keys looks up present keys fastest. Belongs to
 * one thread.
 */
final class Race {
  /* Rounds of random keys, each index in turn with keys of its own, because the next one to look up
   * the same keys would find them in the cache. The keys are drawn beforehand for the same reason. Of an index counts its fastest round: whatever else
   * the machine does can only add to it. */

  /** Lookups of a round, enough for a clock. */
  private static final int LOOKUPS = 2_048;

  /** Probes, whose keys take more than a level 2 cache: none is still there when it comes again. */
  private static final int PROBES = 24 * LOOKUPS;

  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 20;

  /** Rounds without a new best time of either index that end a race. */
  private static final int SETTLED_ROUNDS = 3;

  private static final long SEED = 42;

  /** Time after which the code that is raced has been compiled. */
  private static final long WARM_NANOS = 400_000_000;

  private static final AtomicLong WARMED_NANOS = new AtomicLong();

  private final List<AutoIndex> indexes;
  private final long[] probes = new long[PROBES];
  private final double[] nanos;

  private int next;

  /** Keeps the lookups from being removed by the compiler. */
  private long sum;

  private Race(SortedKeys keys, List<AutoIndex> indexes) {
    SplittableRandom random = new SplittableRandom(SEED);
    Arrays.setAll(probes, i -> keys.key(random.nextInt(keys.size())));
    this.indexes = indexes;
    this.nanos = new double[indexes.size()];
    Arrays.fill(nanos, Double.POSITIVE_INFINITY);
  }

  /** Nanoseconds a lookup of each index. */
  static double[] run(SortedKeys keys, List<AutoIndex> indexes) {
    Race race = new Race(keys, indexes);
    race.warmUp();
    int settled = 0;
    for (int round = 0; round < MOST_ROUNDS && settled < SETTLED_ROUNDS; round++) {
      boolean better = race.round();
      settled = better || round < LEAST_ROUNDS ? 0 : settled + 1;
    }
    assert race.sum != Long.MIN_VALUE;
    return race.nanos;
  }

  /** The first races of a process run until their code is compiled, which takes a while. */
  private void warmUp() {
    while (WARMED_NANOS.get() < WARM_NANOS) {
      long start = System.nanoTime();
      round();
      WARMED_NANOS.addAndGet(System.nanoTime() - start);
    }
    Arrays.fill(nanos, Double.POSITIVE_INFINITY);
  }

  private boolean round() {
    boolean better = false;
    for (int i = 0; i < nanos.length; i++) {
      AutoIndex index = indexes.get(i);
      long start = System.nanoTime();
      for (int j = next; j < next + LOOKUPS; j++) {
        sum += index.search(probes[j]);
      }
      next = (next + LOOKUPS) % PROBES;
      double taken = (System.nanoTime() - start) / (double) LOOKUPS;
      better |= taken < 0.97 * nanos[i];
      nanos[i] = Math.min(nanos[i], taken);
    }
    return better;
  }
}

package io.omendb.index.auto;

import io.omendb.index.search.SortedKeys;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Measures how fast several indexes over the same keys look up keys that are there. Belongs to one
 * thread.
 */
final class Race {
  /**
   * Nanoseconds a lookup.
   *
   * @param single one by one
   * @param batch many in one call
   */
  record Times(double single, double batch) {
    /** What counts: as many lookups of either kind. */
    double sum() {
      return single + batch;
    }
  }

  /* Rounds of random keys, each index in turn with keys of its own, because the next one to look up
   * the same keys would find them in the cache. The keys are drawn beforehand for the same reason.
   * Of an index counts its fastest round: whatever else the machine does can only add to it. */

  /** Lookups of a round, enough for a clock. */
  private static final int LOOKUPS = 2_048;

  /** Probes, whose keys take more than a level 2 cache: none is still there when it comes again. */
  private static final int PROBES = 28 * LOOKUPS;

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
  private final double[] single;
  private final double[] batch;
  private final int[] positions = new int[LOOKUPS];

  private int next;

  /** Keeps the lookups from being removed by the compiler. */
  private long sum;

  private Race(SortedKeys keys, List<AutoIndex> indexes) {
    SplittableRandom random = new SplittableRandom(SEED);
    Arrays.setAll(probes, i -> keys.key(random.nextInt(keys.size())));
    this.indexes = indexes;
    this.single = new double[indexes.size()];
    this.batch = new double[indexes.size()];
    forget();
  }

  private void forget() {
    Arrays.fill(single, Double.POSITIVE_INFINITY);
    Arrays.fill(batch, Double.POSITIVE_INFINITY);
  }

  /** The times of each index. */
  static List<Times> run(SortedKeys keys, List<AutoIndex> indexes) {
    Race race = new Race(keys, indexes);
    race.warmUp();
    int settled = 0;
    for (int round = 0; round < MOST_ROUNDS && settled < SETTLED_ROUNDS; round++) {
      boolean better = race.round();
      settled = better || round < LEAST_ROUNDS ? 0 : settled + 1;
    }
    assert race.sum != Long.MIN_VALUE;
    return IntStream.range(0, indexes.size())
        .mapToObj(i -> new Times(race.single[i], race.batch[i]))
        .toList();
  }

  /** The first races of a process run until their code is compiled, which takes a while. */
  private void warmUp() {
    while (WARMED_NANOS.get() < WARM_NANOS) {
      long start = System.nanoTime();
      round();
      WARMED_NANOS.addAndGet(System.nanoTime() - start);
    }
    forget();
  }

  private boolean round() {
    boolean better = false;
    for (int i = 0; i < single.length; i++) {
      AutoIndex index = indexes.get(i);
      long[] probed = nextProbes();
      long start = System.nanoTime();
      for (long probe : probed) {
        sum += index.search(probe);
      }
      better |= improve(single, i, start);
      probed = nextProbes();
      start = System.nanoTime();
      index.searchBatch(probed, positions);
      better |= improve(batch, i, start);
      sum += positions[0];
    }
    return better;
  }

  private long[] nextProbes() {
    long[] probed = Arrays.copyOfRange(probes, next, next + LOOKUPS);
    next = (next + LOOKUPS) % PROBES;
    return probed;
  }

  private static boolean improve(double[] best, int i, long start) {
    double taken = (System.nanoTime() - start) / (double) LOOKUPS;
    boolean better = taken < 0.97 * best[i];
    best[i] = Math.min(best[i], taken);
    return better;
  }
}

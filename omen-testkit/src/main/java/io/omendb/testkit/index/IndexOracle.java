package io.omendb.testkit.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.Prediction;
import io.omendb.testkit.keys.Probes;
import java.util.Arrays;

/**
 * The right answers over an array of keys, found without an index, and checks that an index gives
 * them. Every failure names the keys, so that it can be repeated.
 */
public final class IndexOracle {
  private final String name;
  private final long[] keys;
  private final long seed;

  /**
   * An oracle.
   *
   * @param name what the keys are, with the seed they come from
   * @param keys ascending keys
   * @param seed seed of the probes
   */
  public IndexOracle(String name, long[] keys, long seed) {
    this.name = name;
    this.keys = keys;
    this.seed = seed;
  }

  /** All checks of answers, over all keys and a number of absent ones. */
  public void check(LearnedIndex index, int absentProbes) {
    assertEquals(keys.length, index.size(), name);
    checkPresent(index);
    checkPredictions(index);
    long[] absent = Probes.absent(keys, absentProbes, seed);
    checkAbsent(index, absent);
    checkAbsent(index, new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE});
    checkBatch(index, absent);
    checkStats(index);
  }

  /** Every key is found at its first occurrence, and within the bounds: no fallback is counted. */
  private void checkPresent(LearnedIndex index) {
    long fallbacks = index.stats().fallbacks();
    int first = 0;
    for (int i = 0; i < keys.length; i++) {
      first = keys[i] == keys[first] ? first : i;
      int found = index.search(keys[i]);
      int bound = index.lowerBound(keys[i]);
      if (found != first || bound != first) {
        fail("key at %d: search %d, lowerBound %d, %s".formatted(first, found, bound, name));
      }
    }
    assertEquals(fallbacks, index.stats().fallbacks(), () -> "fallbacks, " + name);
  }

  /** The theorem: a present key's first position is in low..high and no farther than maxError. */
  private void checkPredictions(LearnedIndex index) {
    int first = 0;
    for (int i = 0; i < keys.length; i++) {
      first = keys[i] == keys[first] ? first : i;
      Prediction prediction = index.predict(keys[i]);
      boolean holds =
          prediction.contains(first)
              && prediction.contains(prediction.position())
              && 0 <= prediction.low()
              && prediction.high() < keys.length
              && Math.abs(prediction.position() - first) <= index.maxError();
      int position = first;
      assertTrue(
          holds,
          () -> prediction + " for key at " + position + ", max " + index.maxError() + ", " + name);
    }
  }

  private void checkAbsent(LearnedIndex index, long[] probes) {
    for (long probe : probes) {
      int expected = lowerBound(probe);
      boolean present = expected < keys.length && keys[expected] == probe;
      assertEquals(expected, index.lowerBound(probe), () -> "lowerBound of " + probe + ", " + name);
      assertEquals(
          present ? expected : LearnedIndex.NOT_FOUND,
          index.search(probe),
          () -> "search of " + probe + ", " + name);
      Prediction prediction = index.predict(probe);
      assertTrue(
          keys.length == 0 || prediction.contains(prediction.position()),
          () -> prediction + " for absent " + probe + ", " + name);
    }
  }

  private void checkBatch(LearnedIndex index, long[] absent) {
    long[] present = keys.length == 0 ? keys : Probes.present(keys, 1_000, seed);
    long[] probes = new long[absent.length + present.length + 2];
    System.arraycopy(absent, 0, probes, 0, absent.length);
    System.arraycopy(present, 0, probes, absent.length, present.length);
    probes[probes.length - 2] = Long.MIN_VALUE;
    probes[probes.length - 1] = Long.MAX_VALUE;
    int[] expected = new int[probes.length + 1];
    Arrays.setAll(expected, i -> i < probes.length ? index.search(probes[i]) : 99);
    int[] actual = new int[probes.length + 1];
    actual[probes.length] = 99;
    index.searchBatch(probes, actual);
    assertArrayEquals(expected, actual, () -> "searchBatch, " + name);
    Arrays.setAll(expected, i -> i < probes.length ? lowerBound(probes[i]) : 99);
    index.lowerBoundBatch(probes, actual);
    assertArrayEquals(expected, actual, () -> "lowerBoundBatch, " + name);
  }

  private void checkStats(LearnedIndex index) {
    IndexStats stats = index.stats();
    assertEquals(keys.length, stats.keys(), name);
    assertEquals(index.maxError(), stats.maxError(), name);
    assertEquals(index.sizeInBytes(), stats.sizeInBytes(), name);
    assertTrue(stats.meanError() >= 0 && stats.meanError() <= stats.maxError(), () -> name + stats);
    long counted = stats.errorHistogram().stream().mapToLong(Long::longValue).sum();
    assertEquals(stats.learned() ? keys.length : 0, counted, () -> "histogram, " + name + stats);
  }

  /** Number of keys less than this one. */
  public int lowerBound(long key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

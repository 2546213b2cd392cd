package io.omendb.testkit.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.omendb.spi.index.LevelIndex;
import io.omendb.testkit.keys.Probes;
import java.util.Arrays;

/** The right answers over runs of distinct keys, and checks that an index over them gives them. */
public final class LevelOracle {
  private final String name;
  private final long[] keys;
  private final int[] starts;
  private final long seed;

  /**
   * An oracle.
   *
   * @param name what the keys are
   * @param keys ascending keys, no two equal
   * @param starts where each run begins, and the end of the last
   * @param seed seed of the probes
   */
  public LevelOracle(String name, long[] keys, int[] starts, long seed) {
    this.name = name;
    this.keys = keys;
    this.starts = starts;
    this.seed = seed;
  }

  /** All checks of answers, over all keys and a number of absent ones. */
  public void check(LevelIndex level, int absentProbes) {
    for (long key : keys) {
      if (level.search(key) != place(key)) {
        fail("key %d at %x, not %x, %s".formatted(key, level.search(key), place(key), name));
      }
    }
    assertEquals(0, level.fallbacks(), name);
    long[] absent = Probes.absent(keys, absentProbes, seed);
    for (long probe : absent) {
      assertEquals(place(probe), level.search(probe), () -> probe + ", " + name);
    }
    for (long probe : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
      assertEquals(place(probe), level.search(probe), () -> probe + ", " + name);
    }
    checkBatch(level, absent);
    checkBatch(level, keys);
    assertTrue(level.sizeInBytes() >= 0, name);
    assertFalse(level.description().isBlank(), name);
  }

  private void checkBatch(LevelIndex level, long[] probes) {
    int count = Math.max(0, probes.length - 1);
    long[] places = new long[probes.length + 1];
    Arrays.fill(places, 99);
    level.searchBatch(probes, count, places);
    long[] expected = new long[places.length];
    Arrays.setAll(expected, i -> i < count ? place(probes[i]) : 99);
    assertArrayEquals(expected, places, () -> "searchBatch, " + name);
  }

  private long place(long key) {
    int position = Arrays.binarySearch(keys, key);
    if (position < 0) {
      return LevelIndex.NOT_FOUND;
    }
    int found = Arrays.binarySearch(starts, position);
    int run = found >= 0 ? found : -found - 2;
    return LevelIndex.place(run, position - starts[run]);
  }
}

package io.omendb.testkit.keys;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Keys to look up among sorted keys. */
public final class Probes {
  private static final int ATTEMPTS = 16;

  private Probes() {}

  /** Random keys of these, which must not be empty. */
  public static long[] present(long[] keys, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] probes = new long[count];
    Arrays.setAll(probes, i -> keys[random.nextInt(keys.length)]);
    return probes;
  }

  /**
   * Random keys between two of these. Where there is no room, as with dense ids, keys beyond both
   * ends; fewer than asked for, or none, where there is no room there either.
   */
  public static long[] absent(long[] keys, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] probes = new long[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        long candidate = candidate(keys, random, attempt);
        if (Arrays.binarySearch(keys, candidate) < 0) {
          probes[found++] = candidate;
          break;
        }
      }
    }
    return Arrays.copyOf(probes, found);
  }

  private static long candidate(long[] keys, SplittableRandom random, int attempt) {
    if (keys.length == 0) {
      return random.nextLong();
    }
    if (attempt < ATTEMPTS / 2) {
      int position = random.nextInt(keys.length);
      long next = position + 1 < keys.length ? keys[position + 1] : Long.MAX_VALUE;
      long gap = next - keys[position];
      // A negative gap is one of more than 2^63: any positive step stays within it.
      return keys[position] + (gap == 0 ? 1 : random.nextLong(gap < 0 ? Long.MAX_VALUE : gap));
    }
    long step = random.nextLong(1, 1L << random.nextInt(1, 62));
    return random.nextBoolean() ? keys[0] - step : keys[keys.length - 1] + step;
  }
}

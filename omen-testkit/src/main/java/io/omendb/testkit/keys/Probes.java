package io.omendb.testkit.keys;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Keys to look up among sorted keys. */
public final class Probes {
  private static final int GAP_DISTANCE = 1_024;
  private static final int NO_GAP = -1;

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
   * ends; fewer than asked for, or none, where there is no room there either. Takes one random read
   * a probe and no search.
   */
  public static long[] absent(long[] keys, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean dense = isDense(keys);
    long[] probes = new long[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      int gap = dense ? NO_GAP : gap(keys, random);
      if (gap != NO_GAP) {
        long width = keys[gap + 1] - keys[gap] - 1;
        // A negative width is one of 2^63 or more: any positive step stays within it.
        probes[found++] = keys[gap] + 1 + random.nextLong(width < 0 ? Long.MAX_VALUE : width);
      } else if (keys.length == 0) {
        probes[found++] = random.nextLong();
      } else {
        long step = random.nextLong(1, 1L << random.nextInt(1, 62));
        boolean below = random.nextBoolean();
        long probe = below ? keys[0] - step : keys[keys.length - 1] + step;
        if (below ? probe < keys[0] : probe > keys[keys.length - 1]) {
          probes[found++] = probe;
        }
      }
    }
    return Arrays.copyOf(probes, found);
  }

  /** Whether keys without duplicates leave no gap, nor do some with them. */
  private static boolean isDense(long[] keys) {
    return keys.length > 0
        && Long.compareUnsigned(keys[keys.length - 1] - keys[0], keys.length - 1) <= 0;
  }

  /**
   * The first position at or behind a random one whose next key leaves room before it; {@link
   * #NO_GAP} where none is near.
   */
  private static int gap(long[] keys, SplittableRandom random) {
    if (keys.length < 2) {
      return NO_GAP;
    }
    int from = random.nextInt(keys.length - 1);
    int end = (int) Math.min(keys.length - 1L, (long) from + GAP_DISTANCE);
    for (int position = from; position < end; position++) {
      if (Long.compareUnsigned(keys[position + 1] - keys[position], 1) > 0) {
        return position;
      }
    }
    return NO_GAP;
  }
}

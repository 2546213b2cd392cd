package io.omendb.index.search;

import jdk.incubator.vector.VectorOperators;

/**
 * {@link KeyCompare} with the Vector API; apart, so that it is loaded only where the API is there.
 */
final class VectorKeyCompare {
  private static final int LANES = VectorKeyCount.LANES;

  // Loops of constant length are unrolled; others are mispredicted.
  private static final int SMALL = 2 * SortedKeys.LINE;
  private static final int GREAT = 3 * SortedKeys.LINE;

  private VectorKeyCompare() {}

  /** Index of the first key that equals the probe; 64 if none does. */
  static int firstEqual(SortedKeys keys, int start, int width, long key) {
    long equal = 0;
    for (int i = 0; i < SMALL; i += LANES) {
      equal |= equal(keys, start + i, key) << i;
    }
    if (width > SMALL) {
      for (int i = SMALL; i < GREAT; i += LANES) {
        equal |= equal(keys, start + i, key) << i;
      }
    }
    return Long.numberOfTrailingZeros(equal);
  }

  private static long equal(SortedKeys keys, int start, long key) {
    return VectorKeyCount.load(keys, start).compare(VectorOperators.EQ, key).toLong();
  }

  /** Number of keys less than the probe. */
  static int less(SortedKeys keys, int start, int width, long key) {
    int count = 0;
    for (int i = 0; i < SMALL; i += LANES) {
      count += VectorKeyCount.less(keys, start + i, key);
    }
    if (width > SMALL) {
      for (int i = SMALL; i < GREAT; i += LANES) {
        count += VectorKeyCount.less(keys, start + i, key);
      }
    }
    return count;
  }
}

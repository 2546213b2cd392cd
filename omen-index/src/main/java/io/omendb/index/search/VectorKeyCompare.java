package io.omendb.index.search;

import jdk.incubator.vector.VectorOperators;

/**
 * {@link KeyCompare} with the Vector API; apart, so that it is loaded only where the API is there.
 */
final class VectorKeyCompare {
  private static final int LANES = VectorKeyCount.LANES;

  private VectorKeyCompare() {}

  /** Index of the first key that equals the probe; 64 if none does. */
  static int firstEqual(SortedKeys keys, int start, long key) {
    long equal = 0;
    for (int i = 0; i < KeyWindow.WIDTH; i += LANES) {
      equal |= VectorKeyCount.load(keys, start + i).compare(VectorOperators.EQ, key).toLong() << i;
    }
    return Long.numberOfTrailingZeros(equal);
  }

  /** Number of keys less than the probe. */
  static int less(SortedKeys keys, int start, long key) {
    int count = 0;
    for (int i = 0; i < KeyWindow.WIDTH; i += LANES) {
      count += VectorKeyCount.load(keys, start + i).compare(VectorOperators.LT, key).trueCount();
    }
    return count;
  }
}

package io.omendb.index.search;

/**
 * Compares a probe with 16 or 24 neighbouring keys, two or three lines of the cache, with vectors
 * where there are any and by halving where there are none.
 */
final class KeyCompare {
  /** The two widths there are: a loop over any number of vectors would be mispredicted. */
  static final int TWO_LINES = 2 * SortedKeys.LINE;

  static final int THREE_LINES = 3 * SortedKeys.LINE;

  /** Decided once: a lookup must not ask. */
  private static final boolean VECTORS = vectorsPay();

  private KeyCompare() {}

  /**
   * Index of the first key at start..start+width-1 that equals the probe; width or more if none.
   */
  static int firstEqual(SortedKeys keys, int start, int width, long key) {
    return VECTORS
        ? VectorKeyCompare.firstEqual(keys, start, width, key)
        : scalarFirstEqual(keys, start, width, key);
  }

  /** Number of keys at start..start+width-1 that are less than the probe. */
  static int less(SortedKeys keys, int start, int width, long key) {
    return VECTORS
        ? VectorKeyCompare.less(keys, start, width, key)
        : scalarLess(keys, start, width, key);
  }

  static int scalarFirstEqual(SortedKeys keys, int start, int width, long key) {
    int less = scalarLess(keys, start, width, key);
    return less < width && keys.key(start + less) == key ? less : width;
  }

  static int scalarLess(SortedKeys keys, int start, int width, long key) {
    return keys.lowerBound(key, start, start + width) - start;
  }

  /**
   * The module is an incubator's, so absent unless asked for, at start or later, for which reason
   * the boot layer is no witness; two lanes are not worth it.
   */
  private static boolean vectorsPay() {
    try {
      Class.forName("jdk.incubator.vector.Vector", false, KeyCompare.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return false;
    }
    return VectorKeyCompare.LANES >= 4 && VectorKeyCompare.LANES <= SortedKeys.LINE;
  }
}

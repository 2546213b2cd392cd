package io.omendb.index.search;

/** Counts the keys of a short run that are less than a probe, with vectors where there are any. */
final class KeyCount {
  /** A run is of one of two lengths: a loop over any number of vectors would be mispredicted. */
  static final int SHORT_RUN = 16;

  /** Keys of the longer run, the most that are counted at once. */
  static final int LONG_RUN = 32;

  /** Decided once: a lookup must not ask. */
  static final boolean VECTORS = vectorsPay();

  private KeyCount() {}

  /** The least number of keys, no less than this and {@link #LONG_RUN} at most, to count. */
  static int runLength(int keys) {
    if (!VECTORS) {
      return keys;
    }
    return keys <= SHORT_RUN ? SHORT_RUN : LONG_RUN;
  }

  /** Number of keys less than this one in {@code start..start + length - 1}. */
  static int less(SortedKeys keys, int start, int length, long key) {
    return VECTORS
        ? VectorKeyCount.less(keys, start, length, key)
        : scalarLess(keys, start, length, key);
  }

  static int scalarLess(SortedKeys keys, int start, int length, long key) {
    int count = 0;
    for (int i = start; i < start + length; i++) {
      count += keys.key(i) < key ? 1 : 0;
    }
    return count;
  }

  /**
   * The module is an incubator's, so absent unless asked for, at start or later, for which reason
   * the boot layer is no witness; two lanes are not worth it.
   */
  private static boolean vectorsPay() {
    try {
      Class.forName("jdk.incubator.vector.Vector", false, KeyCount.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return false;
    }
    return VectorKeyCount.LANES >= 4 && VectorKeyCount.LANES <= SortedKeys.LINE;
  }
}

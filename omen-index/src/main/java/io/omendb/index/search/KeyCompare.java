package io.omendb.index.search;

/**
 * Compares a probe with the {@link KeyWindow#WIDTH} keys of a window, with vectors if there are.
 */
final class KeyCompare {
  private static final int WIDTH = KeyWindow.WIDTH;

  private KeyCompare() {}

  /** Index in the window of the first key that equals the probe; WIDTH or more if none does. */
  static int firstEqual(SortedKeys keys, int start, long key) {
    return KeyCount.VECTORS
        ? VectorKeyCompare.firstEqual(keys, start, key)
        : scalarFirstEqual(keys, start, key);
  }

  /** Number of keys of the window that are less than the probe. */
  static int less(SortedKeys keys, int start, long key) {
    return KeyCount.VECTORS
        ? VectorKeyCompare.less(keys, start, key)
        : keys.lowerBound(key, start, start + WIDTH) - start;
  }

  static int scalarFirstEqual(SortedKeys keys, int start, long key) {
    int position = keys.lowerBound(key, start, start + WIDTH);
    return position < start + WIDTH && keys.key(position) == key ? position - start : WIDTH;
  }
}

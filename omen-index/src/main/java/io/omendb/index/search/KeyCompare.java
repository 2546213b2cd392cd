package io.omendb.index.search;

/** Compares a probe with the keys of a {@link KeyWindow}, with vectors if there are. */
final class KeyCompare {
  private KeyCompare() {}

  /** Index in the window of the first key that equals the probe; the width or more if none does. */
  static int firstEqual(SortedKeys keys, int start, int width, long key) {
    return KeyCount.VECTORS
        ? VectorKeyCompare.firstEqual(keys, start, width, key)
        : scalarFirstEqual(keys, start, width, key);
  }

  /** Number of keys of the window that are less than the probe. */
  static int less(SortedKeys keys, int start, int width, long key) {
    return KeyCount.VECTORS
        ? VectorKeyCompare.less(keys, start, width, key)
        : keys.lowerBound(key, start, start + width) - start;
  }

  static int scalarFirstEqual(SortedKeys keys, int start, int width, long key) {
    int position = keys.lowerBound(key, start, start + width);
    return position < start + width && keys.key(position) == key ? position - start : width;
  }
}

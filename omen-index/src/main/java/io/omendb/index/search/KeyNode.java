package io.omendb.index.search;

/**
 * Compares a probe with the {@value #WIDTH} keys of a node, two lines of the cache, with vectors
 * where there are any.
 */
public final class KeyNode {
  /** Keys of a node. */
  public static final int WIDTH = 2 * SortedKeys.LINE;

  private KeyNode() {}

  /** Number of elements at {@code start..start + WIDTH - 1} that are less than the probe. */
  public static int less(LineArray nodes, int start, long key) {
    return less(nodes.longs(), start, key);
  }

  /** The same for sorted keys, all of which must be there. */
  public static int less(SortedKeys keys, int start, long key) {
    return KeyCount.VECTORS
        ? VectorKeyNode.less(keys, start, key)
        : keys.lowerBound(key, start, start + WIDTH) - start;
  }
}

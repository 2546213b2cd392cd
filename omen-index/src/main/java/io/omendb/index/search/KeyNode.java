package io.omendb.index.search;

/** Compares a probe with the {@value #WIDTH} keys of a node of a search tree. */
public final class KeyNode {
  /** Keys of a node: two lines of the cache. */
  public static final int WIDTH = KeyCompare.TWO_LINES;

  private KeyNode() {}

  /** Number of elements at {@code start..start + WIDTH - 1} that are less than the probe. */
  public static int less(LineArray nodes, int start, long key) {
    return KeyCompare.less(nodes.longs(), start, WIDTH, key);
  }

  /** The same for sorted keys, all of which must be there. */
  public static int less(SortedKeys keys, int start, long key) {
    return KeyCompare.less(keys, start, WIDTH, key);
  }
}

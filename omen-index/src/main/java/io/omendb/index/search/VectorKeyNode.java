package io.omendb.index.search;

/** {@link KeyNode} with the Vector API; apart, so that it is loaded only where the API is there. */
final class VectorKeyNode {
  private VectorKeyNode() {}

  static int less(SortedKeys keys, int start, long key) {
    int count = 0;
    for (int i = 0; i < KeyNode.WIDTH; i += VectorKeyCount.LANES) {
      count += VectorKeyCount.less(keys, start + i, key);
    }
    return count;
  }
}

package io.omendb.index.btree;

import io.omendb.index.search.KeyNode;
import io.omendb.index.search.LineArray;
import io.omendb.index.search.SortedKeys;

/**
 * A search tree of {@link KeyNode#WIDTH} keys a node, made once over sorted keys, which are its
 * leaves. O(log n) a search, without a branch that depends on the probe; takes n/15 keys of memory.
 * Immutable, so safe for concurrent use.
 */
public final class StaticTree {
  /* Node i of a level holds the last keys of the nodes 16 i .. 16 i + 15 of the level below; the
   * lowest level holds the last keys of the leaves, which are runs of 16 of the sorted keys. All
   * levels lie in one array, the highest, which is one node, first. A level ends with as many copies
   * of the greatest long as fill its last node.
   *
   * The number of keys of a node that are less than the probe is the place of its child that holds
   * the probe's lower bound. It is at most 15 as long as the probe is not greater than all keys:
   * then a node reached has a last key that is not less than the probe, as its parent saw. */
  private static final int WIDTH = KeyNode.WIDTH;

  private final LineArray nodes;

  /** Where each level begins in the array, from the highest. */
  private final int[] levels;

  private final int size;

  /** A tree over keys. */
  public StaticTree(SortedKeys keys) {
    this.size = keys.size();
    int leaves = nodesFor(size);
    int depth = 0;
    int total = 0;
    for (int entries = leaves; entries > 1; entries = nodesFor(entries)) {
      total = Math.addExact(total, nodesFor(entries) * WIDTH);
      depth++;
    }
    this.nodes = new LineArray(total);
    this.levels = new int[depth];
    int start = total;
    int entries = leaves;
    for (int level = depth - 1; level >= 0; level--) {
      int length = nodesFor(entries) * WIDTH;
      int below = start;
      start -= length;
      levels[level] = start;
      for (int i = 0; i < length; i++) {
        nodes.set(
            start + i,
            i >= entries
                ? Long.MAX_VALUE
                : level == depth - 1
                    ? keys.key(Math.min(i * WIDTH + WIDTH, size) - 1)
                    : nodes.get(below + i * WIDTH + WIDTH - 1));
      }
      entries = nodesFor(entries);
    }
  }

  private static int nodesFor(int entries) {
    return (int) (((long) entries + WIDTH - 1) / WIDTH);
  }

  /** Number of levels above the leaves. */
  public int depth() {
    return levels.length;
  }

  /** The leaf of a probe that is not greater than all keys: holds its lower bound. */
  public int leaf(long key) {
    int node = 0;
    for (int start : levels) {
      node = node * WIDTH + KeyNode.less(nodes, start + node * WIDTH, key);
    }
    return node;
  }

  /** The child of a node, by the level's number from the highest. */
  public int child(int level, int node, long key) {
    return node * WIDTH + KeyNode.less(nodes, levels[level] + node * WIDTH, key);
  }

  /** Bytes of memory. */
  public long sizeInBytes() {
    return nodes.sizeInBytes();
  }
}

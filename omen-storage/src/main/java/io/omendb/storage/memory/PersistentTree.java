package io.omendb.storage.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map from bytes to bytes: a change returns a new tree that shares all but
 * O(log n) nodes with the old one. A tree is its root; the empty tree is null. Keys and values are
 * not copied, neither in nor out.
 *
 * @param height longest path to a leaf; the heights of the two sides differ by at most one
 */
record PersistentTree(
    byte[] key,
    byte[] value,
    @Nullable PersistentTree left,
    @Nullable PersistentTree right,
    int height) {
  /*
   * An AVL tree in which every change is made of one operation, join, which ties two trees together
   * by an entry that lies between them and keeps the balance [1].
   * [1] Blelloch, Ferizovic, Sun: Just Join for Parallel Ordered Sets. SPAA 2016.
   */

  /** The value of a key, or null. */
  static byte @Nullable [] get(@Nullable PersistentTree tree, byte[] key) {
    PersistentTree node = tree;
    while (node != null) {
      int order = Arrays.compareUnsigned(key, node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /** The tree with the key set to the value. */
  static PersistentTree put(@Nullable PersistentTree tree, byte[] key, byte[] value) {
    if (tree == null) {
      return node(null, key, value, null);
    }
    int order = Arrays.compareUnsigned(key, tree.key);
    if (order == 0) {
      return node(tree.left, key, value, tree.right);
    }
    return order < 0
        ? join(put(tree.left, key, value), tree, tree.right)
        : join(tree.left, tree, put(tree.right, key, value));
  }

  /** The tree without the key. */
  static @Nullable PersistentTree delete(@Nullable PersistentTree tree, byte[] key) {
    if (tree == null) {
      return null;
    }
    int order = Arrays.compareUnsigned(key, tree.key);
    if (order == 0) {
      return concatenate(tree.left, tree.right);
    }
    return order < 0
        ? join(delete(tree.left, key), tree, tree.right)
        : join(tree.left, tree, delete(tree.right, key));
  }

  /** The tree without the keys {@code from <= key < to}. */
  static @Nullable PersistentTree deleteRange(
      @Nullable PersistentTree tree, byte[] from, byte[] to) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return tree;
    }
    return concatenate(below(tree, from), atOrAbove(tree, to));
  }

  private static @Nullable PersistentTree below(@Nullable PersistentTree tree, byte[] bound) {
    if (tree == null) {
      return null;
    }
    return Arrays.compareUnsigned(tree.key, bound) < 0
        ? join(tree.left, tree, below(tree.right, bound))
        : below(tree.left, bound);
  }

  private static @Nullable PersistentTree atOrAbove(@Nullable PersistentTree tree, byte[] bound) {
    if (tree == null) {
      return null;
    }
    return Arrays.compareUnsigned(tree.key, bound) < 0
        ? atOrAbove(tree.right, bound)
        : join(atOrAbove(tree.left, bound), tree, tree.right);
  }

  /** Ties two trees together where all keys of the first are below those of the second. */
  private static @Nullable PersistentTree concatenate(
      @Nullable PersistentTree low, @Nullable PersistentTree high) {
    if (low == null) {
      return high;
    }
    PersistentTree last = low;
    while (last.right != null) {
      last = last.right;
    }
    return join(withoutLast(low), last, high);
  }

  private static @Nullable PersistentTree withoutLast(PersistentTree tree) {
    return tree.right == null ? tree.left : join(tree.left, tree, withoutLast(tree.right));
  }

  /** Ties two trees together by the entry of a third; O(difference of their heights). */
  private static PersistentTree join(
      @Nullable PersistentTree low, PersistentTree entry, @Nullable PersistentTree high) {
    int difference = height(low) - height(high);
    if (low != null && difference > 1) {
      return balance(low.left, low, join(low.right, entry, high));
    }
    if (high != null && difference < -1) {
      return balance(join(low, entry, high.left), high, high.right);
    }
    return node(low, entry.key, entry.value, high);
  }

  /** A node whose sides differ in height by at most two, rotated where they do. */
  private static PersistentTree balance(
      @Nullable PersistentTree low, PersistentTree entry, @Nullable PersistentTree high) {
    int difference = height(low) - height(high);
    if (high != null && difference < -1) {
      PersistentTree inner = high.left;
      if (inner != null && inner.height > height(high.right)) {
        return node(
            node(low, entry.key, entry.value, inner.left),
            inner.key,
            inner.value,
            node(inner.right, high.key, high.value, high.right));
      }
      return node(node(low, entry.key, entry.value, inner), high.key, high.value, high.right);
    }
    if (low != null && difference > 1) {
      PersistentTree inner = low.right;
      if (inner != null && inner.height > height(low.left)) {
        return node(
            node(low.left, low.key, low.value, inner.left),
            inner.key,
            inner.value,
            node(inner.right, entry.key, entry.value, high));
      }
      return node(low.left, low.key, low.value, node(inner, entry.key, entry.value, high));
    }
    return node(low, entry.key, entry.value, high);
  }

  private static PersistentTree node(
      @Nullable PersistentTree left, byte[] key, byte[] value, @Nullable PersistentTree right) {
    int height = 1 + Math.max(height(left), height(right));
    assert Math.abs(height(left) - height(right)) <= 1 : "out of balance";
    return new PersistentTree(key, value, left, right, height);
  }

  private static int height(@Nullable PersistentTree tree) {
    return tree == null ? 0 : tree.height;
  }
}

package io.omendb.index.btree;

import io.omendb.index.format.IndexWriter;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.search.KeyNode;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.Prediction;
import java.util.Arrays;

/**
 * A {@link StaticTree} as an index. It predicts the leaf of a key, whose middle is at most half a
 * leaf away. Immutable, so safe for concurrent readers.
 */
public final class StaticTreeIndex implements LearnedIndex {
  private static final int WIDTH = KeyNode.WIDTH;

  /** Lookups that go down the tree together. */
  private static final int PASS = 64;

  private final SortedKeys keys;
  private final KeyScale scale;
  private final StaticTree tree;
  private final int size;
  private final int lastStart;
  private final ErrorProfile errors;

  /** An index whose errors are measured. */
  StaticTreeIndex(SortedKeys keys) {
    this(keys, measure(keys));
  }

  /** An index with errors that are known. */
  StaticTreeIndex(SortedKeys keys, ErrorProfile errors) {
    this.keys = keys;
    this.scale = KeyScale.of(keys);
    this.tree = new StaticTree(keys);
    this.size = keys.size();
    this.lastStart = size - WIDTH;
    this.errors = errors;
  }

  /** Levels of the tree. */
  int depth() {
    return tree.depth();
  }

  /**
   * A step of {@link #search} that waits for one miss: from a node of a level, the highest being 0,
   * to one of the next; none below the last. Keys outside those of the tree are taken for the
   * nearest.
   */
  int child(int level, int node, long key) {
    return level < tree.depth() ? tree.child(level, node, scale.clamped(key)) : node;
  }

  /** The last step of {@link #search}, from the leaf. */
  int searchLeaf(int leaf, long key) {
    return scale.excludes(key) ? NOT_FOUND : found(key, inLeaf(leaf, key));
  }

  private static ErrorProfile measure(SortedKeys keys) {
    int[] counts = new int[WIDTH];
    long last = 0;
    int distance = 0;
    for (int i = 0; i < keys.size(); i++) {
      long key = keys.key(i);
      if (i == 0 || key != last) {
        distance = Math.abs(i - middle(i / WIDTH, keys.size()));
        last = key;
      }
      counts[distance]++;
    }
    ErrorProfile.Builder errors = new ErrorProfile.Builder();
    for (int i = 0; i < WIDTH; i++) {
      errors.add(i, counts[i]);
    }
    return errors.build();
  }

  private static int middle(int leaf, int size) {
    return Math.min(leaf * WIDTH + WIDTH / 2 - 1, size - 1);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Prediction predict(long key) {
    if (size == 0) {
      return new Prediction(0, 0, -1);
    }
    int leaf = tree.leaf(scale.clamped(key));
    int low = leaf * WIDTH;
    return new Prediction(middle(leaf, size), low, Math.min(low + WIDTH - 1, size - 1));
  }

  @Override
  public int search(long key) {
    if (scale.excludes(key)) {
      return NOT_FOUND;
    }
    return found(key, inLeaf(tree.leaf(key), key));
  }

  @Override
  public int lowerBound(long key) {
    if (scale.excludes(key)) {
      return key < scale.minimum() ? 0 : size;
    }
    return inLeaf(tree.leaf(key), key);
  }

  private int found(long key, int position) {
    return keys.key(position) == key ? position : NOT_FOUND;
  }

  /** The lower bound in a leaf; the last leaf begins earlier where it is not full. */
  private int inLeaf(int leaf, long key) {
    if (lastStart < 0) {
      return keys.lowerBound(key, 0, size);
    }
    int start = Math.min(leaf * WIDTH, lastStart);
    return start + KeyNode.less(keys, start, key);
  }

  @Override
  public void searchBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    lowerBounds(probes, positions);
    for (int i = 0; i < probes.length; i++) {
      positions[i] = scale.excludes(probes[i]) ? NOT_FOUND : found(probes[i], positions[i]);
    }
  }

  @Override
  public void lowerBoundBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    lowerBounds(probes, positions);
    for (int i = 0; i < probes.length; i++) {
      positions[i] = probes[i] > scale.maximum() ? size : positions[i];
    }
  }

  /** Lower bounds of the probes clamped to the keys; each level of a pass waits for one miss. */
  private void lowerBounds(long[] probes, int[] positions) {
    if (size == 0) {
      Arrays.fill(positions, 0, probes.length, 0);
      return;
    }
    for (int from = 0; from < probes.length; from += PASS) {
      int to = Math.min(probes.length, from + PASS);
      Arrays.fill(positions, from, to, 0);
      for (int level = 0; level < tree.depth(); level++) {
        for (int i = from; i < to; i++) {
          positions[i] = tree.child(level, positions[i], scale.clamped(probes[i]));
        }
      }
      for (int i = from; i < to; i++) {
        positions[i] = inLeaf(positions[i], scale.clamped(probes[i]));
      }
    }
  }

  @Override
  public int maxError() {
    return errors.maxError();
  }

  @Override
  public long sizeInBytes() {
    return tree.sizeInBytes();
  }

  @Override
  public IndexStats stats() {
    return errors.toSearchStats(StaticTreeEngine.NAME, size, sizeInBytes());
  }

  @Override
  public byte[] toBytes() {
    IndexWriter out = new IndexWriter(StaticTreeEngine.NAME, keys, errors.writtenBytes());
    errors.write(out);
    return out.finish();
  }
}

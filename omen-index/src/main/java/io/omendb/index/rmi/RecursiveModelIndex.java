package io.omendb.index.rmi;

import io.omendb.index.format.IndexWriter;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.model.LineTable;
import io.omendb.index.search.KeyWindow;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.Prediction;

/**
 * A recursive model index of two levels [1]: a root model picks one of many leaves, and the leaf's
 * line gives the window that holds the key if it is present. O(1) plus O(log window) a lookup; the
 * window is a few keys wide where keys are smooth, and as wide as the leaf where they are not.
 * Immutable but for the count of fallbacks, so safe for concurrent readers.
 */
final class RecursiveModelIndex implements LearnedIndex {
  /* The root only routes: it is the same function in training and lookup, so a key always meets the
   * leaf that was measured with it. Leaves without keys point between their neighbours.
   *
   * [1] Kraska, Beutel, Chi, Dean, Polyzotis: The Case for Learned Index Structures. SIGMOD 2018. */

  /** Lookups of one pass of a batch: their models are all evaluated before the first search. */
  private static final int PASS = 64;

  private final SortedKeys keys;
  private final KeyScale scale;
  private final RootModel root;
  private final LineTable leaves;
  private final ErrorProfile errors;
  private final KeyWindow window;
  private final int size;

  /** An index of a root and its leaves, whose errors are measured. */
  RecursiveModelIndex(SortedKeys keys, RootModel root, LineTable leaves) {
    this(keys, root, leaves, measure(keys, root, leaves));
  }

  /** An index of a root and its leaves with errors that are known. */
  RecursiveModelIndex(SortedKeys keys, RootModel root, LineTable leaves, ErrorProfile errors) {
    this.keys = keys;
    this.scale = KeyScale.of(keys);
    this.root = root;
    this.leaves = leaves;
    this.errors = errors;
    this.window = new KeyWindow(keys);
    this.size = keys.size();
  }

  private static ErrorProfile measure(SortedKeys keys, RootModel root, LineTable leaves) {
    KeyScale scale = KeyScale.of(keys);
    int size = keys.size();
    return ErrorProfile.measure(
        keys,
        key -> {
          long offset = scale.offset(key);
          return leaves.predict(root.leaf(offset), offset, size);
        });
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Prediction predict(long key) {
    long offset = scale.clampedOffset(key);
    return leaves.predict(root.leaf(offset), offset, size);
  }

  @Override
  public int search(long key) {
    if (scale.excludes(key)) {
      return NOT_FOUND;
    }
    return window.search(key, start(key));
  }

  @Override
  public int lowerBound(long key) {
    if (scale.excludes(key)) {
      return key < scale.minimum() ? 0 : size;
    }
    return window.lowerBound(key, start(key));
  }

  private int start(long key) {
    long offset = scale.offset(key);
    int leaf = root.leaf(offset);
    return window.start(key, leaves.low(leaf, offset), leaves.width(leaf));
  }

  @Override
  public void searchBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    for (int from = 0; from < probes.length; from += PASS) {
      int to = Math.min(probes.length, from + PASS);
      for (int i = from; i < to; i++) {
        positions[i] = start(scale.clamped(probes[i]));
      }
      for (int i = from; i < to; i++) {
        positions[i] = window.search(probes[i], positions[i]);
      }
    }
  }

  @Override
  public void lowerBoundBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    for (int i = 0; i < probes.length; i++) {
      positions[i] = lowerBound(probes[i]);
    }
  }

  @Override
  public int maxError() {
    return errors.maxError();
  }

  @Override
  public long sizeInBytes() {
    return leaves.sizeInBytes() + RootModel.WRITTEN_BYTES;
  }

  @Override
  public IndexStats stats() {
    return errors.toStats(RecursiveModelIndexEngine.NAME, size, sizeInBytes(), window.fallbacks());
  }

  @Override
  public byte[] toBytes() {
    int modelBytes = errors.writtenBytes() + RootModel.WRITTEN_BYTES + leaves.writtenBytes();
    IndexWriter out = new IndexWriter(RecursiveModelIndexEngine.NAME, keys, modelBytes);
    errors.write(out);
    root.write(out);
    leaves.write(out);
    return out.finish();
  }
}

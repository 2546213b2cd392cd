package io.omendb.index.auto;

import io.omendb.index.btree.StaticTreeIndex;
import io.omendb.index.format.IndexWriter;
import io.omendb.index.linear.LinearIndex;
import io.omendb.index.pgm.PgmIndex;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.Prediction;
import org.jspecify.annotations.Nullable;

/** The index that was chosen, and why. Safe for concurrent readers as that index is. */
final class AutoIndex implements LearnedIndex {
  /* A call through the interface is looked up in a table once three kinds of index have been chosen
   * in one process, and cannot be compiled into the caller. A branch that always goes the same way
   * costs nothing, so the kinds have a field each for the two lookups of single keys. */
  private final SortedKeys keys;
  private final LearnedIndex chosen;
  private final String reason;
  private final @Nullable PgmIndex pgm;
  private final @Nullable StaticTreeIndex btree;
  private final @Nullable LinearIndex linear;

  AutoIndex(SortedKeys keys, LearnedIndex chosen, String reason) {
    this.keys = keys;
    this.chosen = chosen;
    this.reason = reason;
    this.pgm = chosen instanceof PgmIndex index ? index : null;
    this.btree = chosen instanceof StaticTreeIndex index ? index : null;
    this.linear = chosen instanceof LinearIndex index ? index : null;
  }

  LearnedIndex chosen() {
    return chosen;
  }

  @Override
  public int size() {
    return chosen.size();
  }

  @Override
  public Prediction predict(long key) {
    return chosen.predict(key);
  }

  @Override
  public int search(long key) {
    if (pgm != null) {
      return pgm.search(key);
    }
    if (btree != null) {
      return btree.search(key);
    }
    return linear != null ? linear.search(key) : chosen.search(key);
  }

  @Override
  public int lowerBound(long key) {
    if (pgm != null) {
      return pgm.lowerBound(key);
    }
    if (btree != null) {
      return btree.lowerBound(key);
    }
    return linear != null ? linear.lowerBound(key) : chosen.lowerBound(key);
  }

  @Override
  public void searchBatch(long[] probes, int[] positions) {
    chosen.searchBatch(probes, positions);
  }

  @Override
  public void lowerBoundBatch(long[] probes, int[] positions) {
    chosen.lowerBoundBatch(probes, positions);
  }

  @Override
  public int maxError() {
    return chosen.maxError();
  }

  @Override
  public long sizeInBytes() {
    return chosen.sizeInBytes();
  }

  @Override
  public IndexStats stats() {
    return chosen.stats().chosenBy(AutoIndexEngine.NAME, reason);
  }

  @Override
  public byte[] toBytes() {
    String name = chosen.stats().engine();
    byte[] index = chosen.toBytes();
    int modelBytes =
        IndexWriter.stringBytes(name)
            + IndexWriter.stringBytes(reason)
            + Integer.BYTES
            + index.length;
    IndexWriter out = new IndexWriter(AutoIndexEngine.NAME, keys, modelBytes);
    out.putString(name);
    out.putString(reason);
    out.putBytes(index);
    return out.finish();
  }
}

package io.omendb.index.binary;

import io.omendb.index.format.IndexWriter;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.Prediction;
import java.util.List;

/**
 * Plain binary search. It predicts the middle position, within all positions, for every key. O(log
 * n) a lookup; takes no memory; immutable.
 */
final class BinaryIndex implements LearnedIndex {
  private final SortedKeys keys;
  private final int size;

  BinaryIndex(SortedKeys keys) {
    this.keys = keys;
    this.size = keys.size();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Prediction predict(long key) {
    return new Prediction(Math.max(0, size - 1) / 2, 0, size - 1);
  }

  @Override
  public int search(long key) {
    int position = lowerBound(key);
    return position < size && keys.key(position) == key ? position : NOT_FOUND;
  }

  @Override
  public int lowerBound(long key) {
    return keys.lowerBound(key, 0, size);
  }

  @Override
  public void searchBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    for (int i = 0; i < probes.length; i++) {
      positions[i] = search(probes[i]);
    }
  }

  @Override
  public void lowerBoundBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    for (int i = 0; i < probes.length; i++) {
      positions[i] = lowerBound(probes[i]);
    }
  }

  /** From the middle to the farther end. */
  @Override
  public int maxError() {
    return size / 2;
  }

  @Override
  public long sizeInBytes() {
    return 0;
  }

  @Override
  public IndexStats stats() {
    return new IndexStats(
        BinaryIndexEngine.NAME,
        BinaryIndexEngine.NAME,
        "",
        false,
        size,
        0,
        maxError(),
        meanError(),
        List.of(),
        0);
  }

  /** Mean distance of a position from the middle one. */
  private double meanError() {
    long before = Math.max(0, size - 1) / 2;
    long behind = size / 2;
    long sum = before * (before + 1) / 2 + behind * (behind + 1) / 2;
    return size == 0 ? 0 : (double) sum / size;
  }

  @Override
  public byte[] toBytes() {
    return new IndexWriter(BinaryIndexEngine.NAME, keys, 0).finish();
  }
}

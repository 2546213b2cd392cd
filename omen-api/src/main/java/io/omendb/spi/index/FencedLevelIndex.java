package io.omendb.spi.index;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A level that picks the run by its first key, in O(log runs), and asks the index of the run: what
 * every engine can do.
 */
final class FencedLevelIndex implements LevelIndex {
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final long[] firstKeys;
  private final LearnedIndex[] indexes;

  FencedLevelIndex(List<IndexedRun> runs) {
    this.firstKeys = runs.stream().mapToLong(run -> run.keys().get(INT64, 0)).toArray();
    this.indexes = runs.stream().map(IndexedRun::index).toArray(LearnedIndex[]::new);
  }

  @Override
  public long search(long key) {
    int run = runOf(key);
    if (run < 0) {
      return NOT_FOUND;
    }
    int position = indexes[run].search(key);
    return position == LearnedIndex.NOT_FOUND ? NOT_FOUND : LevelIndex.place(run, position);
  }

  /** The last run whose first key is not greater; -1 if none. */
  private int runOf(long key) {
    int low = 0;
    int high = firstKeys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstKeys[middle] <= key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  public void searchBatch(long[] keys, int count, long[] places) {
    for (int i = 0; i < count; i++) {
      places[i] = search(keys[i]);
    }
  }

  @Override
  public long sizeInBytes() {
    return (long) firstKeys.length * Long.BYTES;
  }

  @Override
  public long fallbacks() {
    return 0; // It has no model of its own.
  }

  @Override
  public String description() {
    return "the indexes of " + indexes.length + " runs behind a search of their first keys";
  }
}

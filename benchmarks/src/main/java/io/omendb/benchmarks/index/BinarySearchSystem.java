package io.omendb.benchmarks.index;

import io.omendb.spi.index.LearnedIndex;
import java.util.Arrays;

/**
 * {@link Arrays#binarySearch(long[], long)}. Of equal keys it finds any, which is less work than
 * the engines do.
 *
 * @param keys ascending keys
 */
@SuppressWarnings("ArrayRecordComponent") // Read only.
record BinarySearchSystem(long[] keys) implements SearchSystem {
  @Override
  public int position(long key) {
    return Math.max(LearnedIndex.NOT_FOUND, Arrays.binarySearch(keys, key));
  }

  /** Searches again before what it found, until there is no equal key. */
  @Override
  public int lowerBound(long key) {
    int found = Arrays.binarySearch(keys, key);
    while (found > 0) {
      found = Arrays.binarySearch(keys, 0, found, key);
    }
    return found < 0 ? -found - 1 : 0;
  }
}

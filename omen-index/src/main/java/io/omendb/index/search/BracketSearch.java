package io.omendb.index.search;

import io.omendb.spi.index.LearnedIndex;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last mile: finds a key near a guessed window of positions. The answer is exact whatever the
 * guess, which decides only how long it takes: a few compares where the window is right and small,
 * O(log distance) where it is wrong. Safe for concurrent use.
 */
public final class BracketSearch {
  /* A window is searched together with one key on each side. All keys of it being greater than or
   * equal to the probe, or all being less, is then the sign that the window was wrong, and anything
   * else proves that it was right: the check costs no compare of its own.
   *
   * Small windows are counted: the number of keys below the probe is the answer, so nothing is
   * mispredicted. Counting may read on behind the window, to the length of a run, because the keys
   * are sorted. Larger windows are halved until they are small. */

  /** Lookups of one pass of a batch: their models are all evaluated before the first search. */
  public static final int PASS = 64;

  /** Windows of at most this many keys are counted; greater ones are halved first. */
  private static final int COUNTED_WIDTH = KeyCount.LONG_RUN - 2;

  private final SortedKeys keys;
  private final int size;
  private final LongAdder fallbacks = new LongAdder();

  /** A search over keys. */
  public BracketSearch(SortedKeys keys) {
    this.keys = keys;
    this.size = keys.size();
  }

  /**
   * Position of the first occurrence of a key, or {@link LearnedIndex#NOT_FOUND}.
   *
   * @param low first position of the window; may be out of bounds
   * @param width positions of the window, 1 or more
   */
  public int search(long key, int low, int width) {
    int position = lowerBound(key, low, width);
    return position < size && keys.key(position) == key ? position : LearnedIndex.NOT_FOUND;
  }

  /**
   * Number of keys less than this one; the window is as in {@link #search}. No fallback is counted
   * where the result is in the window or directly behind it.
   */
  public int lowerBound(long key, int low, int width) {
    return width <= COUNTED_WIDTH
        ? countedLowerBound(key, low, width)
        : halvedLowerBound(key, low, width);
  }

  private int countedLowerBound(long key, int low, int width) {
    int length = KeyCount.runLength(width + 2);
    if (length > size) {
      return keys.lowerBound(key, 0, size);
    }
    int start = Math.max(0, Math.min(low - 1, size - length));
    int less = KeyCount.less(keys, start, length, key);
    if ((less == 0 && start > 0) || (less == length && start + length < size)) {
      return outsideLowerBound(key, start, length);
    }
    return start + less;
  }

  private int halvedLowerBound(long key, int low, int width) {
    int length = Math.min(width, size);
    int start = Math.max(0, Math.min(low, size - length));
    while (length > COUNTED_WIDTH) {
      int half = length >>> 1;
      start = keys.key(start + half - 1) < key ? start + half : start;
      length -= half;
    }
    return countedLowerBound(key, start, length);
  }

  private int outsideLowerBound(long key, int start, int length) {
    fallbacks.increment();
    return keys.gallop(key, start, start + length);
  }

  /**
   * One pass of a batch: {@link #search} for the probes at from..from+count-1, none of which waits
   * for a model. Reading the windows once before, to overlap their misses, was tried: no gain.
   *
   * @param positions holds the first position of each window; receives the results
   * @param widths the widths of the windows, the first at 0
   */
  public void searchPass(long[] probes, int[] positions, int from, int count, int[] widths) {
    for (int i = 0; i < count; i++) {
      positions[from + i] = search(probes[from + i], positions[from + i], widths[i]);
    }
  }

  /** Lookups so far whose key was not in the window. */
  public long fallbacks() {
    return fallbacks.sum();
  }
}

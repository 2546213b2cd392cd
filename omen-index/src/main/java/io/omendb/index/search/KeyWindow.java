package io.omendb.index.search;

import io.omendb.spi.index.LearnedIndex;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last mile of a model with one small error for all keys: compares a window of {@link #WIDTH}
 * keys, three lines of the cache, at once. The answer is exact whatever the window, which decides
 * only how long it takes. Safe for concurrent use.
 */
public final class KeyWindow {
  /* A window begins at a line of the cache where it can, up to LINE - 1 positions before the first
   * that the model names, so WIDTH - (LINE - 1) positions are sure to be inside.
   *
   * A present key is found by comparing for equality: the first of the equal keys is the answer, but
   * where it is the first of the window, equal ones may stand before it. A key that equals none is
   * absent if it lies between the window's first and last. Everything else is the slow path. */

  /** Keys of a window. */
  public static final int WIDTH = 3 * SortedKeys.LINE;

  /** Greatest error whose keys are all sure to be in the window of the prediction. */
  public static final int MAX_ERROR = (WIDTH - (SortedKeys.LINE - 1) - 2) / 2;

  private final SortedKeys keys;
  private final int size;
  private final int lastStart;
  private final int skew;
  private final LongAdder fallbacks = new LongAdder();

  /** Windows over keys. */
  public KeyWindow(SortedKeys keys) {
    this.keys = keys;
    this.size = keys.size();
    this.lastStart = size - WIDTH;
    this.skew = keys.lineSkew();
  }

  /**
   * Where to begin a window for a prediction.
   *
   * @param low first position that the key may have; may be out of bounds
   */
  public int start(int low) {
    int line = ((low + skew) & -SortedKeys.LINE) - skew;
    return Math.max(0, Math.min(line, lastStart));
  }

  /** Position of the first occurrence of a key, or {@link LearnedIndex#NOT_FOUND}. */
  public int search(long key, int start) {
    if (size < WIDTH) {
      return searchAll(key);
    }
    int at = KeyCompare.firstEqual(keys, start, key);
    return at - 1 < WIDTH - 1 && at > 0 ? start + at : searchSlowPath(key, start, at);
  }

  private int searchAll(long key) {
    int position = keys.lowerBound(key, 0, size);
    return position < size && keys.key(position) == key ? position : LearnedIndex.NOT_FOUND;
  }

  private int searchSlowPath(long key, int start, int at) {
    if (at == 0 && (start == 0 || keys.key(start - 1) != key)) {
      return start;
    }
    if (at != 0 && keys.key(start) < key && key < keys.key(start + WIDTH - 1)) {
      return LearnedIndex.NOT_FOUND;
    }
    int position = lowerBound(key, start);
    return position < size && keys.key(position) == key ? position : LearnedIndex.NOT_FOUND;
  }

  /** Number of keys less than this one. */
  public int lowerBound(long key, int start) {
    if (size < WIDTH) {
      return keys.lowerBound(key, 0, size);
    }
    int less = KeyCompare.less(keys, start, key);
    boolean outside =
        (less == 0 && start > 0 && keys.key(start - 1) >= key)
            || (less == WIDTH && start < lastStart && keys.key(start + WIDTH) < key);
    return outside ? outsideLowerBound(key, start) : start + less;
  }

  private int outsideLowerBound(long key, int start) {
    fallbacks.increment();
    return keys.gallop(key, start, start + WIDTH);
  }

  /** Lookups so far whose key was not in the window. */
  public long fallbacks() {
    return fallbacks.sum();
  }
}

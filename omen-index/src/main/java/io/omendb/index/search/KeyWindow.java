package io.omendb.index.search;

import io.omendb.spi.index.LearnedIndex;
import java.util.concurrent.atomic.LongAdder;

/**
 * The last mile of a model with one small error for all keys: compares a window of two or three
 * lines of the cache at once. The answer is exact whatever the window, which decides only how long
 * it takes. Safe for concurrent use.
 */
public final class KeyWindow {
  /* A window begins at a line of the cache where it can, up to LINE - 1 positions before the first
   * that the model names, so that many less are sure to be inside.
   *
   * A present key is found by comparing for equality: the first of the equal keys is the answer, but
   * where it is the first of the window, equal ones may stand before it. A key that equals none is
   * absent if it lies between the window's first and last. Everything else is the slow path. */

  /** Greatest error whose keys are all sure to be in one window. */
  public static final int MAX_ERROR = maxError(KeyCompare.THREE_LINES);

  /** Greatest error of which that is true for windows of a line less. */
  public static final int SMALL_ERROR = maxError(KeyCompare.TWO_LINES);

  /** Positions that are sure to be in one window. */
  private static final int POSITIONS = 2 * MAX_ERROR + 1;

  private final SortedKeys keys;
  private final int size;
  private final int error;
  private final int width;
  private final int lastStart;
  private final int skew;
  private final int ahead;

  /** Whether a window of three lines takes all positions that an error leaves. */
  private final boolean usual;

  private final LongAdder fallbacks = new LongAdder();

  /**
   * Windows over keys.
   *
   * @param error greatest distance between predicted and true position
   */
  public KeyWindow(SortedKeys keys, int error) {
    this.keys = keys;
    this.size = keys.size();
    this.error = error;
    this.width = error <= SMALL_ERROR ? KeyCompare.TWO_LINES : KeyCompare.THREE_LINES;
    this.lastStart = size - width;
    this.skew = keys.lineSkew();
    this.ahead = skew - error;
    this.usual = width == KeyCompare.THREE_LINES && error <= MAX_ERROR && lastStart >= 0;
  }

  /** Windows over keys for predictions that come with bounds of their own. */
  public KeyWindow(SortedKeys keys) {
    this(keys, MAX_ERROR);
  }

  private static int maxError(int width) {
    return (width - SortedKeys.LINE) / 2;
  }

  /** Whether one window takes all positions that the error leaves, so that none are halved. */
  public boolean takesAll() {
    return error <= MAX_ERROR;
  }

  /** {@link #search} in the window of a predicted position. */
  public int find(long key, int expected) {
    if (!usual) {
      return search(key, start(key, expected));
    }
    int line = ((expected + ahead) & -SortedKeys.LINE) - skew;
    int start = Math.max(0, Math.min(line, lastStart));
    int at = KeyCompare.firstEqual(keys, start, KeyCompare.THREE_LINES, key);
    return at > 0 && at < KeyCompare.THREE_LINES ? start + at : searchSlowPath(key, start, at);
  }

  /** Where to begin the window of a key with a predicted position. */
  public int start(long key, int expected) {
    return error <= MAX_ERROR
        ? line(expected - error)
        : start(key, Math.max(0, expected) - error, 2 * error + 1);
  }

  /**
   * Where to begin the window of a key whose position is one of many: they are halved until a
   * window takes what is left.
   *
   * @param low first of the positions; may be out of bounds
   * @param count number of positions, 1 or more
   */
  public int start(long key, int low, int count) {
    int first = low;
    int left = count;
    if (left > POSITIONS) {
      first = Math.max(0, first);
      left = Math.min(low + count, size) - first;
      while (left > POSITIONS) {
        int half = left >>> 1;
        first = keys.key(first + half - 1) < key ? first + half : first;
        left -= half;
      }
    }
    return line(first);
  }

  private int line(int low) {
    int line = ((low + skew) & -SortedKeys.LINE) - skew;
    return Math.max(0, Math.min(line, lastStart));
  }

  /** Position of the first occurrence of a key, or {@link LearnedIndex#NOT_FOUND}. */
  public int search(long key, int start) {
    if (lastStart < 0) {
      return searchAll(key);
    }
    int at = KeyCompare.firstEqual(keys, start, width, key);
    return at > 0 && at < width ? start + at : searchSlowPath(key, start, at);
  }

  private int searchAll(long key) {
    int position = keys.lowerBound(key, 0, size);
    return position < size && keys.key(position) == key ? position : LearnedIndex.NOT_FOUND;
  }

  private int searchSlowPath(long key, int start, int at) {
    if (at == 0 && (start == 0 || keys.key(start - 1) != key)) {
      return start;
    }
    if (at != 0 && keys.key(start) < key && key < keys.key(start + width - 1)) {
      return LearnedIndex.NOT_FOUND;
    }
    int position = lowerBound(key, start);
    return position < size && keys.key(position) == key ? position : LearnedIndex.NOT_FOUND;
  }

  /** Number of keys less than this one. */
  public int lowerBound(long key, int start) {
    if (lastStart < 0) {
      return keys.lowerBound(key, 0, size);
    }
    int less = KeyCompare.less(keys, start, width, key);
    boolean outside =
        (less == 0 && start > 0 && keys.key(start - 1) >= key)
            || (less == width && start < lastStart && keys.key(start + width) < key);
    return outside ? outsideLowerBound(key, start) : start + less;
  }

  private int outsideLowerBound(long key, int start) {
    fallbacks.increment();
    return keys.gallop(key, start, start + width);
  }

  /** Lookups so far whose key was not in the window. */
  public long fallbacks() {
    return fallbacks.sum();
  }
}

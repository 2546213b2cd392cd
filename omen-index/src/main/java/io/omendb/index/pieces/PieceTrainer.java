package io.omendb.index.pieces;

import io.omendb.index.model.ErrorProfile;
import io.omendb.index.search.SortedKeys;
import java.util.Arrays;

/**
 * Cuts keys into the fewest stretches that a line each passes at no more than epsilon positions.
 * One pass over the keys and one more over each stretch, while it is in the cache. Belongs to one
 * thread.
 */
public final class PieceTrainer {
  /* A line is rounded twice: its base to an integer, and every prediction downwards. The hull is
   * asked for lines that pass half a position closer, which makes up for both. */
  private static final double ROUNDING = 0.5;

  private final SortedKeys keys;
  private final int size;
  private final int epsilon;
  private final ConvexHull hull;
  private final PieceTable.Builder pieces = new PieceTable.Builder();
  private final ErrorProfile.Builder errors = new ErrorProfile.Builder();

  /** Keys of the stretch at hand by their error, -2 epsilon first. */
  private final int[] counts;

  /** A trainer for keys; epsilon is 1 or more. */
  public PieceTrainer(SortedKeys keys, int epsilon) {
    this.keys = keys;
    this.size = keys.size();
    this.epsilon = epsilon;
    this.hull = new ConvexHull(epsilon - ROUNDING);
    this.counts = new int[4 * epsilon + 1];
  }

  /**
   * The pieces; one flat one where there are no keys.
   *
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where the keys do
   *     not ascend
   */
  public PieceTable train() {
    if (size == 0) {
      pieces.add(0, 0, 0);
    }
    int from = 0;
    while (from < size) {
      int to = stretch(from, size);
      while (!fit(from, to)) {
        to = stretch(from, half(from, to));
      }
      from = to;
    }
    return pieces.build(size);
  }

  /** How far the pieces are off, over all keys. */
  public ErrorProfile errors() {
    return errors.build();
  }

  /** One past the last key, before an end, that a line from a key on passes too. */
  private int stretch(int from, int end) {
    long first = keys.key(from);
    long last = first;
    hull.start(0, 0);
    for (int i = from + 1; i < end; i++) {
      long key = keys.key(i);
      if (key <= last) {
        if (key < last) {
          throw keys.descends(i);
        }
        continue;
      }
      // A distance that does not fit into 63 bits is taken for a negative one: cut there.
      if (key - first < 0 || !hull.add((double) (key - first), i - from)) {
        return i;
      }
      last = key;
    }
    return end;
  }

  /** An end for a shorter stretch, between two different keys. */
  private int half(int from, int to) {
    int middle = from + (to - from) / 2;
    int end = keys.lowerBound(keys.key(middle), from, middle);
    while (end == from || keys.key(end) == keys.key(end - 1)) {
      end++;
    }
    return end;
  }

  /**
   * Adds a piece whose line errs as much to one side as to the other; false where rounding made the
   * hull accept keys that no line passes, which keys more than 2^53 apart can do.
   */
  private boolean fit(int from, int to) {
    long first = keys.key(from);
    float slope = (float) hull.slope();
    int limit = 2 * epsilon;
    int least = 0;
    int greatest = 0;
    int error = 0;
    long last = first;
    for (int i = from; i < to; i++) {
      long key = keys.key(i);
      if (key != last) {
        error = i - from - (int) ((double) slope * (double) (key - first));
        least = Math.min(least, error);
        greatest = Math.max(greatest, error);
        if (greatest - least > limit) {
          Arrays.fill(counts, 0);
          return false;
        }
        last = key;
      }
      counts[error + limit]++;
    }
    int base = from + least + (greatest - least) / 2;
    pieces.add(first, slope, base);
    for (int i = least; i <= greatest; i++) {
      errors.add(Math.abs(from + i - base), counts[i + limit]);
      counts[i + limit] = 0;
    }
    return true;
  }
}

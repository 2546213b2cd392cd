package io.omendb.index.pieces;

import io.omendb.index.search.SortedKeys;

/**
 * Cuts keys into the fewest stretches that a line each passes at no more than epsilon positions.
 * One pass over the keys and one more over each stretch, while it is in the cache. Belongs to one
 * thread.
 */
public final class PieceTrainer {
  private final SortedKeys keys;
  private final int size;
  private final int epsilon;
  private final ConvexHull hull;
  private final PieceTable.Builder pieces = new PieceTable.Builder();

  /** A trainer for keys, which ascend. */
  public PieceTrainer(SortedKeys keys, int epsilon) {
    this.keys = keys;
    this.size = keys.size();
    this.epsilon = epsilon;
    this.hull = new ConvexHull(epsilon);
  }

  /** The pieces; one flat one where there are no keys. */
  public PieceTable train() {
    if (size == 0) {
      pieces.add(0, 0, 0, 0);
    }
    int from = 0;
    while (from < size) {
      int to = stretch(from, size);
      while (!fit(from, to)) {
        to = stretch(from, half(from, to));
      }
      from = to;
    }
    return pieces.build();
  }

  /** One past the last key, before an end, that a line from a key on passes too. */
  private int stretch(int from, int end) {
    long first = keys.key(from);
    long last = first;
    hull.start(0, 0);
    for (int i = from + 1; i < end; i++) {
      long key = keys.key(i);
      if (key == last) {
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
    double slope = hull.slope();
    double least = 0;
    double greatest = 0;
    long last = first;
    for (int i = from + 1; i < to; i++) {
      long key = keys.key(i);
      if (key != last) {
        double error = (i - from) - slope * (double) (key - first);
        least = Math.min(least, error);
        greatest = Math.max(greatest, error);
        last = key;
      }
    }
    if (greatest - least >= 2 * epsilon + 1) {
      return false;
    }
    pieces.add(first, slope, from + (least + greatest) / 2 + 0.5, to);
    return true;
  }
}

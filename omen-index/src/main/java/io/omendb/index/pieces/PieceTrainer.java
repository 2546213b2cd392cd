package io.omendb.index.pieces;

import io.omendb.index.model.ErrorProfile;
import io.omendb.index.search.SortedKeys;

/**
 * Cuts keys into few stretches that a line each passes at no more than epsilon positions. One pass
 * over a sample of the keys for slopes and one over each stretch, while it is in the cache, that
 * sees every key. Belongs to one thread.
 */
public final class PieceTrainer {
  /* The hull finds the longest stretch of sampled keys that a line passes, and the line's slope. The
   * fit then takes key after key for as long as the errors at this slope span at most 2 epsilon, and
   * lays the line in their middle. So the hull may be approximate: what it was not shown, and what
   * float64 rounds off, ends a stretch earlier or later and breaks no bound. It looks no farther than
   * twice the last stretch, so that short stretches make it look at few keys again.
   *
   * A line is rounded twice: its base to an integer, and every prediction downwards, which takes half
   * a position of epsilon; the keys between two of the sample take another. A sample of every 8th
   * key gives as few pieces as all keys do, in a third of the time. */
  private static final double SLACK = 1.5;

  /** Keys from one of the sample to the next. */
  private static final int STRIDE = 8;

  private static final int LEAST_REACH = 512;

  private final SortedKeys keys;
  private final int size;
  private final int epsilon;
  private final ConvexHull hull;
  private final PieceTable.Builder pieces = new PieceTable.Builder();
  private final ErrorProfile.Builder errors = new ErrorProfile.Builder();

  /** Keys of the stretch at hand by their error, -2 epsilon first. */
  private final int[] counts;

  private long reach = LEAST_REACH;

  /** A trainer for keys; epsilon is 1 or more. */
  public PieceTrainer(SortedKeys keys, int epsilon) {
    this.keys = keys;
    this.size = keys.size();
    this.epsilon = epsilon;
    this.hull = new ConvexHull(Math.max(0.5, epsilon - SLACK));
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
      from = fit(from, slope(from));
    }
    return pieces.build(size);
  }

  /** How far the pieces are off, over all keys. */
  public ErrorProfile errors() {
    return errors.build();
  }

  /** Slope of a line that passes as many sampled keys as one can, from a key on. */
  private float slope(int from) {
    long first = keys.key(from);
    long last = first;
    long end = Math.min(size, (long) from + reach);
    hull.start(0, 0);
    for (long i = (long) from + STRIDE; i < end; i += STRIDE) {
      long key = keys.key((int) i);
      // The position of equal keys is that of the first of them.
      if (key == last || key == keys.key((int) i - 1)) {
        continue;
      }
      // A distance that does not fit into 63 bits is taken for a negative one: cut there.
      if (key - first < 0 || !hull.add((double) (key - first), (double) (i - from))) {
        break;
      }
      last = key;
    }
    return (float) hull.slope();
  }

  /**
   * Adds a piece of a slope whose line errs as much to one side as to the other; returns one past
   * its last key, which is not equal to the key there.
   */
  private int fit(int from, float slope) {
    long first = keys.key(from);
    long last = first;
    int limit = 2 * epsilon;
    int least = 0;
    int greatest = 0;
    int error = 0;
    int to = from;
    for (; to < size; to++) {
      long key = keys.key(to);
      if (key != last) {
        if (key < last) {
          throw keys.descends(to);
        }
        long ahead = key - first;
        error = to - from - (int) ((double) slope * (double) ahead);
        int low = Math.min(least, error);
        int high = Math.max(greatest, error);
        if (high - low > limit || ahead < 0) {
          break;
        }
        least = low;
        greatest = high;
        last = key;
      }
      counts[error + limit]++;
    }
    int base = from + least + (greatest - least) / 2;
    pieces.add(first, slope, base);
    for (int i = least; i <= greatest; i++) {
      errors.add(Math.min(Math.abs(from + i - base), size), counts[i + limit]);
      counts[i + limit] = 0;
    }
    reach = Math.max(LEAST_REACH, 2 * (long) (to - from));
    return to;
  }
}

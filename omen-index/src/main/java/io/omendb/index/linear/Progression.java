package io.omendb.index.linear;

import io.omendb.index.pieces.PieceTable;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.LearnedIndex;
import java.util.Optional;

/**
 * Keys that are first, first + step, first + 2 step and so on, all of which have been looked at: a
 * position is then computed, and no key is read. O(1); immutable.
 */
final class Progression {
  /* Whether a distance is a multiple of the step, and which, comes from one multiplication [1]. Let
   * the step be odd * 2^shift. Multiplied by the inverse of the odd part modulo 2^64, a multiple of
   * it gives the quotient and any other number gives more than (2^64 - 1) / odd; the rotation moves
   * bits that a multiple of 2^shift does not have to the top. So a result that is less than the
   * number of keys is the position, and any other result means that the key is absent.
   *
   * [1] Warren: Hacker's Delight, 10-17, test for zero remainder after division by a constant. */
  private final long first;
  private final long step;
  private final int size;
  private final long inverse;
  private final int shift;

  private Progression(long first, long step, int size) {
    this.first = first;
    this.step = step;
    this.size = size;
    this.shift = Long.numberOfTrailingZeros(step);
    this.inverse = inverse(step >>> shift);
  }

  /** The inverse of an odd number modulo 2^64, by Newton's iteration: 5 bits, 10, 20, 40, 80. */
  private static long inverse(long odd) {
    long inverse = 3 * odd ^ 2;
    for (int bits = 5; bits < Long.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  /** The progression that these keys are, if they are one of two keys or more. */
  static Optional<Progression> of(SortedKeys keys) {
    int size = keys.size();
    if (size < 2) {
      return Optional.empty();
    }
    long first = keys.key(0);
    long step = keys.key(1) - first;
    for (int i = 1; i < size; i++) {
      if (keys.key(i) - keys.key(i - 1) != step) {
        return Optional.empty();
      }
    }
    return step == 0 ? Optional.empty() : Optional.of(new Progression(first, step, size));
  }

  int search(long key) {
    long position = Long.rotateRight((key - first) * inverse, shift);
    return Long.compareUnsigned(position, size) < 0 ? (int) position : LearnedIndex.NOT_FOUND;
  }

  int lowerBound(long key) {
    if (key <= first) {
      return 0;
    }
    long before = Long.divideUnsigned(key - first - 1, step);
    return Long.compareUnsigned(before, size) < 0 ? (int) before + 1 : size;
  }

  void searchBatch(long[] probes, int[] positions) {
    long origin = first;
    long factor = inverse;
    int rotation = shift;
    int limit = size;
    for (int i = 0; i < probes.length; i++) {
      long position = Long.rotateRight((probes[i] - origin) * factor, rotation);
      positions[i] = Long.compareUnsigned(position, limit) < 0 ? (int) position : -1;
    }
  }

  /** The same as lines, whose positions are off by one at most. */
  PieceTable pieces() {
    return PieceTable.ofProgression(first, step, size);
  }
}

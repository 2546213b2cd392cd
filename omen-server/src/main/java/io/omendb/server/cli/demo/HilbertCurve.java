package io.omendb.server.cli.demo;

/**
 * The Hilbert curve over a square of 2^order by 2^order cells: numbers the cells so that cells with
 * neighbouring numbers are neighbours in the square. For every level, the cells of one quadrant of
 * that level have consecutive numbers, so a square region is one range of numbers. Stateless; one
 * step per bit.
 *
 * <p>Source: D. Hilbert, Ueber die stetige Abbildung einer Linie auf ein Flächenstück,
 * Mathematische Annalen 38, 1891.
 */
final class HilbertCurve {
  /* Each step takes one bit of x and y, from the highest down, and yields two bits of the number:
   * the place of the quadrant in the order (0,0) (0,1) (1,1) (1,0) that the curve visits. Inside the
   * first and the last quadrant the curve is mirrored at a diagonal, so the remaining bits are
   * exchanged, and in the last one also complemented. */

  private final int order;

  /**
   * A curve.
   *
   * @param order bits of each axis, 1..31
   */
  HilbertCurve(int order) {
    if (order < 1 || order > 31) {
      throw new IllegalArgumentException("order is " + order + ", must be in 1..31");
    }
    this.order = order;
  }

  /** Number of cells along one side. */
  long side() {
    return 1L << order;
  }

  /** The number of a cell, 0..4^order - 1. */
  long number(long x, long y) {
    assert 0 <= x && x < side() && 0 <= y && y < side();
    long number = 0;
    for (int bit = order - 1; bit >= 0; bit--) {
      long right = (x >>> bit) & 1;
      long upper = (y >>> bit) & 1;
      number = (number << 2) | ((3 * right) ^ upper);
      if (upper == 0) {
        if (right == 1) {
          x = ~x;
          y = ~y;
        }
        long exchanged = x;
        x = y;
        y = exchanged;
      }
    }
    return number;
  }

  /** The x of the cell with that number. */
  long x(long number) {
    return cell(number)[0];
  }

  /** The y of the cell with that number. */
  long y(long number) {
    return cell(number)[1];
  }

  private long[] cell(long number) {
    long x = 0;
    long y = 0;
    for (int bit = 0; bit < order; bit++) {
      long quadrant = (number >>> (2 * bit)) & 3;
      long right = quadrant >>> 1;
      long upper = (quadrant ^ right) & 1;
      if (upper == 0) {
        long below = (1L << bit) - 1;
        if (right == 1) {
          x = ~x & below;
          y = ~y & below;
        }
        long exchanged = x;
        x = y;
        y = exchanged;
      }
      x |= right << bit;
      y |= upper << bit;
    }
    return new long[] {x, y};
  }
}

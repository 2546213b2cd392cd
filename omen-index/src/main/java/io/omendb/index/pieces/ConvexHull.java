package io.omendb.index.pieces;

import java.util.Arrays;

/**
 * Takes points of ascending x one by one for as long as one line passes all of them at a vertical
 * distance of at most epsilon. Amortised O(1) a point. Belongs to one thread.
 */
final class ConvexHull {
  /* O'Rourke's algorithm [1] as the PGM-index uses it [2]. Each point stands for the vertical segment
   * from (x, y - epsilon) to (x, y + epsilon), which the line must cross. The lines of least and of
   * greatest slope that cross all segments so far go through two points each; a new segment is
   * crossed by one of the lines between them, or none is left. The hulls keep the points that a new
   * extreme line may touch: the tops' lower hull and the bottoms' upper hull.
   *
   * Slopes are compared by cross multiplication in float64. Its rounding may cost a point more or
   * less in a piece; it costs no correctness, because errors are measured afterwards.
   *
   * [1] O'Rourke: An on-line algorithm for fitting straight lines between data ranges. CACM 24(9),
   *     1981. [2] Ferragina, Vinciguerra: The PGM-index. PVLDB 13(8), 2020. */
  private static final int FIRST_CAPACITY = 1 << 10;

  private final double epsilon;
  private final Hull tops = new Hull();
  private final Hull bottoms = new Hull();
  private int points;

  // The line of least slope goes from a top to a bottom, the one of greatest from a bottom to a
  // top.
  private double leastX1;
  private double leastY1;
  private double leastX2;
  private double leastY2;
  private double greatestX1;
  private double greatestY1;
  private double greatestX2;
  private double greatestY2;

  ConvexHull(double epsilon) {
    this.epsilon = epsilon;
  }

  /** Begins anew with one point. */
  void start(double x, double y) {
    points = 1;
    leastX1 = x;
    leastY1 = y + epsilon;
    greatestX1 = x;
    greatestY1 = y - epsilon;
    tops.start(x, y + epsilon);
    bottoms.start(x, y - epsilon);
  }

  /** Takes a point whose x is greater than the last; false where no line passes it too. */
  boolean add(double x, double y) {
    double top = y + epsilon;
    double bottom = y - epsilon;
    if (points == 1) {
      points = 2;
      leastX2 = x;
      leastY2 = bottom;
      greatestX2 = x;
      greatestY2 = top;
      tops.push(x, top);
      bottoms.push(x, bottom);
      return true;
    }
    double leastDx = leastX2 - leastX1;
    double leastDy = leastY2 - leastY1;
    double greatestDx = greatestX2 - greatestX1;
    double greatestDy = greatestY2 - greatestY1;
    if ((top - leastY2) * leastDx < leastDy * (x - leastX2)
        || (bottom - greatestY2) * greatestDx > greatestDy * (x - greatestX2)) {
      return false;
    }
    if ((top - greatestY1) * greatestDx < greatestDy * (x - greatestX1)) {
      lowerGreatest(x, top);
    }
    if ((bottom - leastY1) * leastDx > leastDy * (x - leastX1)) {
      raiseLeast(x, bottom);
    }
    points++;
    return true;
  }

  private void lowerGreatest(double x, double top) {
    int at = bottoms.from;
    for (int i = at + 1; i < bottoms.to; i++) {
      // The slope from the next bottom is greater than from the best so far: no better one follows.
      if ((top - bottoms.y[i]) * (x - bottoms.x[at]) > (top - bottoms.y[at]) * (x - bottoms.x[i])) {
        break;
      }
      at = i;
    }
    greatestX1 = bottoms.x[at];
    greatestY1 = bottoms.y[at];
    greatestX2 = x;
    greatestY2 = top;
    bottoms.from = at;
    while (tops.to >= tops.from + 2 && tops.turn(x, top) <= 0) {
      tops.to--;
    }
    tops.push(x, top);
  }

  private void raiseLeast(double x, double bottom) {
    int at = tops.from;
    for (int i = at + 1; i < tops.to; i++) {
      if ((bottom - tops.y[i]) * (x - tops.x[at]) < (bottom - tops.y[at]) * (x - tops.x[i])) {
        break;
      }
      at = i;
    }
    leastX1 = tops.x[at];
    leastY1 = tops.y[at];
    leastX2 = x;
    leastY2 = bottom;
    tops.from = at;
    while (bottoms.to >= bottoms.from + 2 && bottoms.turn(x, bottom) >= 0) {
      bottoms.to--;
    }
    bottoms.push(x, bottom);
  }

  /** Slope of a line that passes all points taken, 0 or more. */
  double slope() {
    if (points == 1) {
      return 0;
    }
    double least = (leastY2 - leastY1) / (leastX2 - leastX1);
    double greatest = (greatestY2 - greatestY1) / (greatestX2 - greatestX1);
    double slope = (least + greatest) / 2;
    // Keys too close together for float64 have equal x: no slope is then better than another.
    return slope >= 0 && slope < Double.POSITIVE_INFINITY ? slope : 0;
  }

  /** Points of a hull, ascending in x, from {@code from} to {@code to - 1}. */
  private static final class Hull {
    private double[] x = new double[FIRST_CAPACITY];
    private double[] y = new double[FIRST_CAPACITY];
    private int from;
    private int to;

    void start(double firstX, double firstY) {
      from = 0;
      to = 1;
      x[0] = firstX;
      y[0] = firstY;
    }

    void push(double nextX, double nextY) {
      if (to == x.length) {
        x = Arrays.copyOf(x, 2 * to);
        y = Arrays.copyOf(y, 2 * to);
      }
      x[to] = nextX;
      y[to++] = nextY;
    }

    /** Greater than 0 where the way over the last two points to this one turns left. */
    double turn(double nextX, double nextY) {
      double dx = x[to - 1] - x[to - 2];
      double dy = y[to - 1] - y[to - 2];
      return dx * (nextY - y[to - 2]) - dy * (nextX - x[to - 2]);
    }
  }
}

package io.omendb.benchmarks.ycsb;

import java.util.SplittableRandom;

/**
 * Numbers of which the i-th, counted from 0, comes in proportion to {@code 1 / (i + 1)^0.99}.
 * Immutable; drawing one takes constant time.
 */
final class Zipfian {
  /* By the approximation of Gray, Sundaresan, Englert, Baclawski, Weinberger: Quickly generating
   * billion-record synthetic databases, SIGMOD 1994: the first two numbers come as often as they
   * should, the others are drawn by inverting an integral in place of the sum. */

  /** The exponent, YCSB's. */
  static final double CONSTANT = 0.99;

  /** Terms that are added up; of those behind them the sum is an integral with its corrections. */
  private static final int SUMMED = 10_000;

  private static final double SUM = sum(SUMMED);

  private final long items;
  private final double zeta;
  private final double eta;

  /**
   * A distribution.
   *
   * @param items numbers are in {@code 0..items-1}; at least 1
   */
  Zipfian(long items) {
    this.items = items;
    zeta = zeta(items);
    eta = (1 - Math.pow(2.0 / items, 1 - CONSTANT)) / (1 - zeta(2) / zeta);
  }

  /** The sum of {@code 1 / i^0.99} for i from 1 to n. */
  static double zeta(long n) {
    if (n <= SUMMED) {
      return sum((int) n);
    }
    // Euler and Maclaurin; the next term is below 1e-16.
    double last = (double) n;
    double integral =
        (Math.pow(last, 1 - CONSTANT) - Math.pow(SUMMED, 1 - CONSTANT)) / (1 - CONSTANT);
    double ends = (Math.pow(last, -CONSTANT) - Math.pow(SUMMED, -CONSTANT)) / 2;
    double slopes =
        CONSTANT * (Math.pow(SUMMED, -CONSTANT - 1) - Math.pow(last, -CONSTANT - 1)) / 12;
    return SUM + integral + ends + slopes;
  }

  private static double sum(int n) {
    double sum = 0;
    for (int i = n; i >= 1; i--) { // the small ones first
      sum += 1 / Math.pow(i, CONSTANT);
    }
    return sum;
  }

  /** The next number. */
  long next(SplittableRandom random) {
    double u = random.nextDouble();
    double place = u * zeta;
    if (place < 1 || items == 1) {
      return 0;
    }
    if (place < 1 + Math.pow(0.5, CONSTANT) || items == 2) {
      return 1;
    }
    double share = Math.pow(eta * u - eta + 1, 1 / (1 - CONSTANT));
    return Math.min(items - 1, (long) (items * share));
  }
}

package io.omendb.core.query;

import io.omendb.Metric;
import io.omendb.core.segment.VectorNorms;

/** How far a float32 kernel may be off, so that no row is passed over because of rounding. */
final class RoundingBound {
  /* With u = 2^-24 and gamma(n) = n u / (1 - n u), a sum of n products in any order and with or
   * without fused operations is off by at most gamma(n) times the sum of the absolute products
   * (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., sections 3.1 and 4.2).
   *   L2:     kernels give the square D. Every term (q - v)^2 carries three more roundings, all terms
   *           are positive, so the error is relative: gamma(d + 3) D. Squaring the worst distance
   *           adds 2^-51 of it.
   *   DOT:    the absolute products add up to at most |q| |v|.
   *   COSINE: gamma(d) of the product, and as much again for the two lengths, whose error halves
   *           under the root; 4 gamma covers it with the division.
   * Eight more operations and the 1e-5 that engines may differ by are added on top. Results below
   * the normal range lose at most one unit of the least float per term. */
  private static final double UNIT = 0x1p-24;
  private static final double ENGINE_TOLERANCE = 1e-5;

  private final Metric metric;
  private final double relative;
  private final double underflow;
  private final double scale;

  /**
   * @param norms the bounds of the vectors compared with; ignored for {@code L2}
   */
  RoundingBound(Metric metric, int dimension, double queryNorm, VectorNorms norms) {
    double terms = (dimension + 8) * UNIT;
    this.metric = metric;
    this.relative = terms / (1 - terms) + ENGINE_TOLERANCE;
    this.underflow = 4.0 * dimension * Float.MIN_VALUE;
    this.scale =
        switch (metric) {
          case L2 -> 1;
          case DOT ->
              unsafe(queryNorm, norms, false)
                  ? Double.POSITIVE_INFINITY
                  : queryNorm * norms.maxNorm();
          case COSINE -> unsafe(queryNorm, norms, true) ? Double.POSITIVE_INFINITY : 4;
        };
  }

  /** Whether a kernel's result may be overflowed, or lost below the normal range. */
  private static boolean unsafe(double queryNorm, VectorNorms norms, boolean smallToo) {
    double largest = Math.max(norms.maxNorm(), queryNorm);
    return largest * largest >= Float.MAX_VALUE / 4
        || (smallToo && (norms.hasTiny() || (queryNorm > 0 && queryNorm * queryNorm < 1e-30)));
  }

  /** A kernel's result above this belongs to a row whose true distance is above the worst. */
  float of(double worst) {
    double bound = metric == Metric.L2 ? worst * worst * (1 + relative) : worst + relative * scale;
    return Math.nextUp((float) (bound + underflow));
  }
}

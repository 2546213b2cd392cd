package io.omendb.testkit.compute;

import io.omendb.Metric;

/**
 * The distance of a query to one row in double precision, and how far from it an engine may be.
 *
 * @param exact the distance, squared for L2
 * @param tolerance the greatest error allowed
 * @param mayOverflow whether a sum of float32 can overflow on the way, so that an infinite or
 *     undefined result is allowed too
 */
record DistanceOracle(double exact, double tolerance, boolean mayOverflow) {
  /** What the {@code ComputeEngine} interface promises. */
  private static final double RELATIVE = 1e-5;

  static DistanceOracle of(Metric metric, float[] query, float[] rows, int from) {
    double dot = 0;
    double magnitude = 0;
    double querySquared = 0;
    double rowSquared = 0;
    double differenceSquared = 0;
    double greatestDifference = 0;
    for (int i = 0; i < query.length; i++) {
      double q = query[i];
      double r = rows[from + i];
      dot += q * r;
      magnitude += Math.abs(q * r);
      querySquared += q * q;
      rowSquared += r * r;
      differenceSquared += (q - r) * (q - r);
      greatestDifference = Math.max(greatestDifference, Math.abs(q - r));
    }
    // A product that underflows loses at most half of the least float.
    double underflow = query.length * (double) Float.MIN_VALUE;
    double lengths = Math.sqrt(querySquared) * Math.sqrt(rowSquared);
    return switch (metric) {
      case L2 ->
          new DistanceOracle(
              differenceSquared,
              RELATIVE * differenceSquared + underflow,
              overflows(differenceSquared) || overflows(greatestDifference));
      case DOT -> new DistanceOracle(-dot, RELATIVE * lengths + underflow, overflows(magnitude));
      case COSINE -> new DistanceOracle(lengths == 0 ? 1 : 1 - dot / lengths, RELATIVE, false);
    };
  }

  private static boolean overflows(double value) {
    return value > Float.MAX_VALUE / 2;
  }

  boolean admits(float distance) {
    return Math.abs(distance - exact) <= tolerance || (mayOverflow && !Float.isFinite(distance));
  }
}

package io.omendb.benchmarks.vectors;

import io.omendb.Metric;

/**
 * Scores in double precision; greater is nearer. {@code l2} scores are negated distances, {@code
 * cosine} scores cosines (0 where a vector is zero), {@code dot} scores inner products.
 */
public final class TrueScores {
  /** How far below the k-th best score a row may be and still counts. */
  static final double TOLERANCE = 1e-6;

  private TrueScores() {}

  /** The score of a pair. */
  public static double score(Metric metric, float[] query, float[] row) {
    double dot = 0;
    double squared = 0;
    double rowSquared = 0;
    double querySquared = 0;
    for (int j = 0; j < query.length; j++) {
      double difference = (double) query[j] - row[j];
      dot += (double) query[j] * row[j];
      squared += difference * difference;
      rowSquared += (double) row[j] * row[j];
      querySquared += (double) query[j] * query[j];
    }
    return switch (metric) {
      case L2 -> -Math.sqrt(squared);
      case DOT -> dot;
      case COSINE -> cosine(dot, querySquared, rowSquared);
    };
  }

  static double cosine(double dot, double querySquared, double rowSquared) {
    return querySquared == 0 || rowSquared == 0
        ? 0
        : dot / (Math.sqrt(querySquared) * Math.sqrt(rowSquared));
  }

  /**
   * The least score that counts as one of the k best: relative to the k-th best for {@code l2} and
   * where inner products are large, otherwise absolute.
   */
  static double atLeast(Metric metric, double kthBest) {
    double scale =
        switch (metric) {
          case L2 -> Math.abs(kthBest);
          case DOT -> Math.max(1, Math.abs(kthBest));
          case COSINE -> 1;
        };
    return kthBest - TOLERANCE * scale;
  }
}

package io.omendb.compute.scalar;

/**
 * Distances of a query to a row inside an array, summed in double precision: no finite input
 * overflows or underflows before the result is rounded to float32.
 */
public final class ScalarKernels {
  private ScalarKernels() {}

  /** The squared Euclidean distance to the row that starts at {@code from}. */
  public static float squaredL2(float[] query, float[] rows, int from) {
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      double difference = (double) query[i] - rows[from + i];
      sum += difference * difference;
    }
    return (float) sum;
  }

  /** The negated inner product with the row that starts at {@code from}. */
  public static float negatedDot(float[] query, float[] rows, int from) {
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += (double) query[i] * rows[from + i];
    }
    return (float) -sum;
  }

  /**
   * One minus the cosine to the row that starts at {@code from}; 1 where either is zero.
   *
   * @param queryNorm {@link #norm} of the query, which does not change from row to row
   */
  public static float cosine(float[] query, double queryNorm, float[] rows, int from) {
    double dot = 0;
    double rowSquared = 0;
    for (int i = 0; i < query.length; i++) {
      double element = rows[from + i];
      dot += query[i] * element;
      rowSquared += element * element;
    }
    if (queryNorm == 0 || rowSquared == 0) {
      return 1;
    }
    return (float) Math.clamp(1 - dot / (queryNorm * Math.sqrt(rowSquared)), 0, 2);
  }

  /** The Euclidean length. */
  public static double norm(float[] vector) {
    double sum = 0;
    for (float element : vector) {
      sum += (double) element * element;
    }
    return Math.sqrt(sum);
  }
}

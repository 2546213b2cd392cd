package io.omendb.benchmarks.rounds;

import java.util.Arrays;

/**
 * What repeated measurements came to.
 *
 * @param median the middle one
 * @param relative half the distance between the quartiles by the median: half of the measurements
 *     lie about so far from it
 */
public record Spread(double median, double relative) {

  /** Of measurements, at least one. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no measurement");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = quantile(sorted, 0.5);
    double half = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2;
    return new Spread(median, median == 0 ? 0 : half / Math.abs(median));
  }

  /** Between two measurements on a straight line. */
  private static double quantile(double[] sorted, double fraction) {
    double place = fraction * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

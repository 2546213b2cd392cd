package io.omendb.benchmarks.report;

import java.util.OptionalDouble;

/**
 * A figure of ours beside the best of the others, of the same run.
 *
 * @param title what it is of, with its unit
 * @param ours our figure
 * @param peer whose the other is
 * @param theirs the best of the others
 * @param ratio how many times as good we are; below 1 we lose
 * @param spread about how far the ratio may be off, as a fraction of it; empty where the run was
 *     not repeated
 */
public record Comparison(
    String title, double ours, String peer, double theirs, double ratio, OptionalDouble spread) {

  /** A comparison of two figures. */
  static Comparison of(
      String title,
      double ours,
      String peer,
      double theirs,
      boolean moreIsBetter,
      OptionalDouble spread) {
    double quotient = ours / theirs;
    return new Comparison(
        title, ours, peer, theirs, moreIsBetter ? quotient : 1 / quotient, spread);
  }

  /** The spread of a quotient of two figures, each with a spread of its own. */
  static OptionalDouble spread(OptionalDouble one, OptionalDouble other) {
    return one.isEmpty() || other.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.hypot(one.getAsDouble(), other.getAsDouble()));
  }

  /** The ratio for people: {@code 2.5}, or {@code 2.5 ± 10 %}. */
  String ratioText() {
    String text = String.valueOf(FigureText.rounded(ratio));
    return spread.isEmpty() ? text : text + " ± " + Math.round(spread.getAsDouble() * 100) + " %";
  }
}

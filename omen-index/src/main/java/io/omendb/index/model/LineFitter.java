package io.omendb.index.model;

import io.omendb.index.search.SortedKeys;

/**
 * Fits a line to a run of keys: of the least-squares slope and the slope from the first key to the
 * last the one whose errors span less. The window is measured over every key of the run. Two passes
 * over the run; belongs to one thread.
 */
public final class LineFitter {
  private final SortedKeys keys;
  private final KeyScale scale;

  /** A fitter for runs of these keys. */
  public LineFitter(SortedKeys keys, KeyScale scale) {
    this.keys = keys;
    this.scale = scale;
  }

  /** Fits a line to the keys at from..to-1, possibly none. No key may lie on both sides of from. */
  public void fit(LineTable lines, int line, int from, int to) {
    if (from == to) {
      long offset = from < keys.size() ? scale.offset(keys.key(from)) : 0;
      lines.set(line, offset, 0, from, 0, 0, 1);
      return;
    }
    long start = scale.offset(keys.key(from));
    Errors regression = new Errors(regressionSlope(from, to), to - from);
    Errors chord = new Errors(chordSlope(from, to), to - from);
    int first = from;
    for (int i = from; i < to; i++) {
      if (keys.key(i) != keys.key(first)) {
        first = i;
      }
      long ahead = scale.offset(keys.key(first)) - start;
      regression.add(first - from, ahead);
      chord.add(first - from, ahead);
    }
    Errors best = chord.span() <= regression.span() ? chord : regression;
    int width = (int) Math.min(best.span() + 1, keys.size());
    lines.set(line, start, best.slope, from, to - from, best.least, width);
  }

  /**
   * Lays a line through all keys, two or more of equal distances. Rounding down may put a
   * prediction one position too low.
   */
  public void fitEvenlySpaced(LineTable lines, int line) {
    lines.set(line, 0, chordSlope(0, keys.size()), 0, keys.size(), 0, 2);
  }

  /** Least squares over the first occurrences of the keys. */
  private double regressionSlope(int from, int to) {
    long start = scale.offset(keys.key(from));
    double count = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int i = from; i < to; i++) {
      if (i > from && keys.key(i) == keys.key(i - 1)) {
        continue;
      }
      double x = (double) (scale.offset(keys.key(i)) - start);
      double y = i - from;
      count++;
      sumX += x;
      sumY += y;
      sumXx += x * x;
      sumXy += x * y;
    }
    double variance = count * sumXx - sumX * sumX;
    double slope = (count * sumXy - sumX * sumY) / variance;
    // Rounding may turn the variance of all but equal offsets into 0 or less.
    return variance > 0 && slope >= 0 && slope < Double.POSITIVE_INFINITY ? slope : 0;
  }

  private double chordSlope(int from, int to) {
    int last = keys.lowerBound(keys.key(to - 1), from, to);
    long ahead = scale.offset(keys.key(last)) - scale.offset(keys.key(from));
    return ahead == 0 ? 0 : (last - from) / (double) ahead;
  }

  /** Extremes of true minus predicted position. 0 is among them: a line meets its first key. */
  private static final class Errors {
    private final double slope;
    private final int keys;
    private int least;
    private int greatest;

    Errors(double slope, int keys) {
      this.slope = slope;
      this.keys = keys;
    }

    void add(int position, long ahead) {
      int error = position - LineTable.steps(slope, ahead, keys);
      least = Math.min(least, error);
      greatest = Math.max(greatest, error);
    }

    long span() {
      return (long) greatest - least;
    }
  }
}

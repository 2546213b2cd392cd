package io.omendb.benchmarks.vectors;

import java.util.SplittableRandom;

/**
 * The rows that a filtered search may return: {@code from <= row < to}. Keys are row numbers, so
 * this is a range of keys as well.
 *
 * @param from the first row
 * @param to one past the last row
 */
public record RowWindow(int from, int to) implements WantedRows {
  private static final long SEED = 42;

  /**
   * The window of a query. All windows of a fraction have the same length, at least one row; where
   * they lie differs from query to query, so that a small one is not in the cache already.
   *
   * @param fraction of the rows, greater than 0 and at most 1
   * @param count number of rows
   */
  public static RowWindow of(double fraction, int count, int query) {
    int length = length(fraction, count);
    SplittableRandom random = new SplittableRandom(SEED + query);
    int from = length == count ? 0 : random.nextInt(count - length + 1);
    return new RowWindow(from, from + length);
  }

  /** Rows of a window. */
  public static int length(double fraction, int count) {
    return Math.clamp(Math.round(fraction * count), 1, count);
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public boolean contains(int row) {
    return from <= row && row < to;
  }

  @Override
  public int next(int row) {
    int next = Math.max(row, from);
    return next < to ? next : Integer.MAX_VALUE;
  }
}

package io.omendb.core.query;

import io.omendb.NearestSpec;
import io.omendb.SearchMode;
import java.util.List;

/** Decides how a search answers, from what was asked for and how many rows there are. */
final class SearchPlanner {
  /* Rows scored again by their vectors, per row asked for, so that FAST finds a fraction of the true
   * ones. Measured on 100,000 text vectors of 384 elements, k = 10: 5 find .985, 10 find .998, 15
   * find .9994, 30 all. More rows bring more that look near, with about the fourth root.
   */
  private static final double[] RECALLS = {0.9, 0.98, 0.99, 0.995, 0.998, 0.9995, 1};
  private static final int[] PER_ROW = {3, 5, 6, 8, 10, 16, 30};
  private static final double MEASURED_ROWS = 100_000;
  private static final double DEFAULT_RECALL = 0.995;

  /** A search without a recall that would have to read the codes of more rows is a fast one. */
  private static final long MOST_EXACT_ROWS = 2_000_000;

  private SearchPlanner() {}

  /** The mode that a search is run in; not {@code AUTO}. */
  static SearchMode mode(NearestSpec spec, List<SearchSlice> slices) {
    if (spec.mode() != SearchMode.AUTO) {
      return spec.mode();
    }
    boolean partial = spec.recall() > 0 && spec.recall() < 1;
    long rows = slices.stream().mapToLong(SearchSlice::rows).sum();
    boolean many = spec.recall() == 0 && rows > MOST_EXACT_ROWS;
    return partial || many ? SearchMode.FAST : SearchMode.EXACT;
  }

  /** Rows that a fast search scores by their vectors, of so many. */
  static int reranked(NearestSpec spec, long rows) {
    double recall = spec.recall() == 0 ? DEFAULT_RECALL : spec.recall();
    int at = 0;
    while (RECALLS[at] < recall) {
      at++;
    }
    double growth = Math.max(1, Math.pow(rows / MEASURED_ROWS, 0.25));
    return (int) Math.ceil(PER_ROW[at] * growth * Math.max(spec.k(), 10));
  }
}

package io.omendb.core.query;

import io.omendb.NearestSpec;
import io.omendb.SearchMode;
import java.util.List;

/** Decides how a search answers, from what was asked for and how many rows there are. */
final class SearchPlanner {
  /* Rows scored again by their vectors, per row asked for, so that FAST finds a fraction of the true
   * ones. Measured on 100,000 text vectors of 384 elements, k = 10: 5 find .985, 10 find .998, 15
   * find .9994, 30 all. More rows bring more that look near, with about the fourth root. Shorter
   * vectors have fewer signs to tell them apart: of 3,000 Gaussian rows of 64 elements, which is as
   * bad as it gets, 3 find .59, 16 find .89, 30 find .96; six times as many as at 384 make up for it.
   */
  private static final double[] RECALLS = {0.9, 0.98, 0.99, 0.995, 0.998, 0.9995, 1};
  private static final int[] PER_ROW = {3, 5, 6, 8, 10, 16, 30};
  private static final double MEASURED_ROWS = 100_000;
  private static final double MEASURED_DIMENSION = 384;
  private static final double DEFAULT_RECALL = 0.995;

  /** A search without a recall that would have to read the codes of more rows is a fast one. */
  private static final long MOST_EXACT_ROWS = 2_000_000;

  private SearchPlanner() {}

  /* Rows that a walk through a graph keeps, per row asked for. Measured on 30,000 text vectors of
   * 384 elements, k = 10: 2 find .87, 5 find .947, 10 find .981, 16 find .9915, 24 find .998, and 50
   * no more than .9985. Somewhat more for larger graphs.
   */
  private static final int[] CANDIDATES = {4, 12, 20, 30, 50, 100, 200};

  /** Fewer rows in graphs are searched faster by their codes. */
  private static final long LEAST_GRAPH_ROWS = 200_000;

  /** Where more of the rows, as a fraction, would be candidates, a scan is faster than a walk. */
  private static final int MOST_CANDIDATES_FRACTION = 10;

  /**
   * The mode that a search is run in; not {@code AUTO}.
   *
   * @param column the vector column
   */
  static SearchMode mode(NearestSpec spec, List<SearchSlice> slices, int column) {
    if (spec.mode() != SearchMode.AUTO) {
      return spec.mode();
    }
    boolean partial = spec.recall() > 0 && spec.recall() < 1;
    long rows = slices.stream().mapToLong(SearchSlice::rows).sum();
    boolean many = spec.recall() == 0 && rows > MOST_EXACT_ROWS;
    if (!partial && !many) {
      return SearchMode.EXACT;
    }
    // Graphs are opened only where they may be of use: that reads all of them.
    return rows >= LEAST_GRAPH_ROWS && graphRows(spec, slices, column) >= LEAST_GRAPH_ROWS
        ? SearchMode.GRAPH
        : SearchMode.FAST;
  }

  private static long graphRows(NearestSpec spec, List<SearchSlice> slices, int column) {
    return slices.stream()
        .filter(slice -> walks(spec, slice) && slice.graph(column) != null)
        .mapToLong(SearchSlice::wantedRows)
        .sum();
  }

  /** Whether a walk through a graph of the slice would be shorter than a scan. */
  static boolean walks(NearestSpec spec, SearchSlice slice) {
    return (long) candidates(spec) * MOST_CANDIDATES_FRACTION <= slice.wantedRows();
  }

  /** Rows that a walk through a graph keeps, and that are scored. */
  static int candidates(NearestSpec spec) {
    return CANDIDATES[recallStep(spec)] * Math.max(spec.k(), 10);
  }

  private static int recallStep(NearestSpec spec) {
    double recall = spec.recall() == 0 ? DEFAULT_RECALL : spec.recall();
    int at = 0;
    while (RECALLS[at] < recall) {
      at++;
    }
    return at;
  }

  /** Rows that a fast search scores by their vectors, of so many. */
  static int reranked(NearestSpec spec, long rows, int dimension) {
    double growth =
        Math.max(1, Math.pow(rows / MEASURED_ROWS, 0.25))
            * Math.max(1, MEASURED_DIMENSION / dimension);
    return (int) Math.ceil(PER_ROW[recallStep(spec)] * growth * Math.max(spec.k(), 10));
  }
}

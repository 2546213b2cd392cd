package io.omendb.benchmarks.nearest;

import io.omendb.Metric;
import io.omendb.benchmarks.vectors.BruteForce;
import io.omendb.benchmarks.vectors.QueryRows;
import io.omendb.benchmarks.vectors.Recall;
import io.omendb.benchmarks.vectors.SearchFilter;
import io.omendb.benchmarks.vectors.TagColumn;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.VectorSource.Clustered;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares a system with brute force on small data with duplicates, unfiltered and filtered, at its
 * most thorough setting, by keys and by a string column. What it returns must be rows it may
 * return, each once; a mode that looks at every row must find all that are wanted, another most of
 * them where nothing is filtered.
 */
final class NearestCheck {
  private static final int ROWS = 1_000;
  private static final int QUERIES = 50;
  private static final int DIMENSION = 24;
  private static final int K = 10;
  private static final double LEAST_RECALL = 0.9;
  private static final List<SearchFilter> FILTERS =
      List.of(SearchFilter.NONE, SearchFilter.keys(0.1), SearchFilter.where(0.1));

  private NearestCheck() {}

  /**
   * Checks a mode.
   *
   * @param directory an empty one, for its files
   * @throws IllegalStateException saying what was wrong
   */
  static void run(NearestSystem system, String mode, Metric metric, Path directory) {
    run(
        (base, m, tags) -> system.open(mode, directory, base, m, tags),
        metric,
        system.isExhaustive(mode));
  }

  /** Makes vectors searchable, see {@link NearestSystem#open}. */
  interface Opening {
    NearestIndex open(VectorSet base, Metric metric, List<TagColumn> tags);
  }

  /** Checks what is opened. */
  static void run(Opening opening, Metric metric, boolean exhaustive) {
    Clustered source = new Clustered(ROWS, QUERIES, DIMENSION, metric == Metric.COSINE);
    VectorSet base = withDuplicates(source.base());
    VectorSet queries = source.queries();
    try (NearestIndex index = opening.open(base, metric, SearchFilter.columns(FILTERS, ROWS))) {
      Setting thorough = index.settings(K).getLast();
      for (SearchFilter filter : FILTERS) {
        QueryRows wanted = filter.rows(ROWS);
        double[] kthBest = new BruteForce(metric, base, queries, K, wanted).kthBest();
        Recall recall = new Recall(metric, base, queries, K, wanted, kthBest);
        Answer answer = new Answer(K);
        for (int i = 0; i < QUERIES; i++) {
          index.search(queries.row(i), K, wanted.of(i), thorough, answer);
          recall.add(i, answer.rows(), answer.count());
        }
        boolean good =
            exhaustive
                ? recall.value() == 1
                : filter.fraction() < 1 || recall.value() >= LEAST_RECALL;
        if (!good) {
          throw new IllegalStateException(
              "recall " + recall.value() + " of " + ROWS + " rows, filtered to " + filter.text());
        }
      }
    }
  }

  /** Every tenth row is equal to the one before. */
  private static VectorSet withDuplicates(VectorSet base) {
    float[][] rows = new float[base.count()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = base.row(row % 10 == 9 ? row - 1 : row);
    }
    return VectorSet.of(rows);
  }
}

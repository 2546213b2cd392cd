package io.omendb.benchmarks.nearest;

import io.omendb.Metric;
import io.omendb.benchmarks.vectors.BruteForce;
import io.omendb.benchmarks.vectors.Recall;
import io.omendb.benchmarks.vectors.RowWindow;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.VectorSource.Clustered;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * Compares a system with brute force on small data with duplicates, unfiltered and filtered, at its
 * most thorough setting. What it returns must be rows it may return, each once; a mode that looks
 * at every row must find all that are wanted, another most of them where nothing is filtered.
 */
final class NearestCheck {
  private static final int ROWS = 1_000;
  private static final int QUERIES = 50;
  private static final int DIMENSION = 24;
  private static final int K = 10;
  private static final double LEAST_RECALL = 0.9;
  private static final double[] FRACTIONS = {1, 0.1};

  private NearestCheck() {}

  /**
   * Checks a mode.
   *
   * @param directory an empty one, for its files
   * @throws IllegalStateException saying what was wrong
   */
  static void run(NearestSystem system, String mode, Metric metric, Path directory) {
    run((base, m) -> system.open(mode, directory, base, m), metric, system.isExhaustive(mode));
  }

  /** Checks what is opened. */
  static void run(
      BiFunction<VectorSet, Metric, NearestIndex> opening, Metric metric, boolean exhaustive) {
    Clustered source = new Clustered(ROWS, QUERIES, DIMENSION, metric == Metric.COSINE);
    VectorSet base = withDuplicates(source.base());
    VectorSet queries = source.queries();
    try (NearestIndex index = opening.apply(base, metric)) {
      Setting thorough = index.settings(K).getLast();
      for (double fraction : FRACTIONS) {
        double[] kthBest = new BruteForce(metric, base, queries, K, fraction).kthBest();
        Recall recall = new Recall(metric, base, queries, K, fraction, kthBest);
        Answer answer = new Answer(K);
        for (int i = 0; i < QUERIES; i++) {
          RowWindow window = RowWindow.of(fraction, ROWS, i);
          index.search(queries.row(i), K, window, thorough, answer);
          recall.add(i, answer.rows(), answer.count());
        }
        boolean good =
            exhaustive ? recall.value() == 1 : fraction < 1 || recall.value() >= LEAST_RECALL;
        if (!good) {
          throw new IllegalStateException(
              "recall " + recall.value() + " of " + ROWS + " rows, filtered to " + fraction);
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

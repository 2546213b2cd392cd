package io.omendb.benchmarks.vectors;

import io.omendb.Metric;

/**
 * Counts which returned rows are among the k best, <em>by score</em>: a row counts where its true
 * score is not below the k-th best true score by more than rounding. Of rows that are equally good
 * any will do. For one thread.
 */
public final class Recall {
  private final Metric metric;
  private final VectorSet base;
  private final VectorSet queries;
  private final int k;
  private final QueryRows wantedRows;
  private final double[] kthBest;
  private final float[] query;
  private final float[] row;
  private long wanted;
  private long found;
  private long returned;

  /**
   * Nothing counted yet.
   *
   * @param wantedRows what each query may return
   * @param kthBest of each query, as {@link BruteForce} gives it
   */
  public Recall(
      Metric metric,
      VectorSet base,
      VectorSet queries,
      int k,
      QueryRows wantedRows,
      double[] kthBest) {
    this.metric = metric;
    this.base = base;
    this.queries = queries;
    this.k = k;
    this.wantedRows = wantedRows;
    this.kthBest = kthBest;
    query = new float[base.dimension()];
    row = new float[base.dimension()];
  }

  /**
   * Adds an answer.
   *
   * @param queryIndex which query it answers
   * @param rows the rows returned, the first {@code count} elements
   * @throws IllegalStateException where a row is there twice, is one that the query may not return
   *     or none, or where there are more than k
   */
  public void add(int queryIndex, int[] rows, int count) {
    WantedRows allowed = wantedRows.of(queryIndex);
    if (count > k) {
      throw new IllegalStateException(count + " rows for query " + queryIndex + ", k is " + k);
    }
    double least = TrueScores.atLeast(metric, kthBest[queryIndex]);
    queries.copyRow(queryIndex, query);
    for (int i = 0; i < count; i++) {
      if (!allowed.contains(rows[i])) {
        throw new IllegalStateException(
            "row " + rows[i] + " for query " + queryIndex + ", which may return " + allowed);
      }
      for (int earlier = 0; earlier < i; earlier++) {
        if (rows[earlier] == rows[i]) {
          throw new IllegalStateException("row " + rows[i] + " twice for query " + queryIndex);
        }
      }
      base.copyRow(rows[i], row);
      if (TrueScores.score(metric, query, row) >= least) {
        found++;
      }
    }
    returned += count;
    wanted += Math.min(k, allowed.length());
  }

  /** The fraction of the wanted rows that were found, 0..1. */
  public double value() {
    return wanted == 0 ? 0 : (double) found / wanted;
  }

  /** Wanted rows in whose place nothing was returned. */
  public long missing() {
    return wanted - returned;
  }
}

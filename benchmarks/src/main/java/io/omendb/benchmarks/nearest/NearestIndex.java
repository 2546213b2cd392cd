package io.omendb.benchmarks.nearest;

import io.omendb.benchmarks.vectors.WantedRows;
import java.util.List;

/**
 * Vectors that were made searchable. Row numbers are keys. For one thread, so that a figure is that
 * of one core.
 */
interface NearestIndex extends AutoCloseable {
  /** What to sweep over, the fastest first; {@link Setting#NONE} alone where nothing can be set. */
  List<Setting> settings(int k);

  /**
   * Finds the nearest rows.
   *
   * @param query not changed
   * @param k the most rows to return
   * @param wanted only these rows
   * @param answer receives the rows, nearest first
   */
  void search(float[] query, int k, WantedRows wanted, Setting setting, Answer answer);

  /**
   * Finds the nearest rows of several queries in one call.
   *
   * @param queries at most {@link NearestSystem#maxBatch}
   * @param wanted one for each query
   * @param answers one for each query
   */
  default void searchAll(
      float[][] queries, int k, WantedRows[] wanted, Setting setting, Answer[] answers) {
    if (queries.length != 1) {
      throw new IllegalArgumentException(queries.length + " queries, at most 1");
    }
    search(queries[0], k, wanted[0], setting, answers[0]);
  }

  /**
   * Bytes that searches go through and so want in memory; float32 rows count only where they are
   * searched themselves, not where a few candidates are scored again.
   */
  long searchedBytes();

  /** Bytes of everything kept, float32 rows included. */
  long totalBytes();

  @Override
  void close();
}

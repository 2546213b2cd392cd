package io.omendb;

/**
 * One row of a search's answer.
 *
 * @param distance ascends over the hits; see {@link Metric} for what it measures
 * @param score descends over the hits; see {@link Metric#score}
 * @param row the row, with the columns that were asked for
 */
public record Hit(double distance, double score, Row row) {
  /** The row's key. */
  public long key() {
    return row.key();
  }
}

package io.omendb.benchmarks.vectors;

/** The rows that one query may return: a range of keys, or those with one value in a column. */
public sealed interface WantedRows permits RowWindow, TaggedRows {
  /** How many there are, at least one. */
  int length();

  /** Whether a row is one of them. */
  boolean contains(int row);

  /**
   * The first of them from a row on.
   *
   * @return {@link Integer#MAX_VALUE} where there is none
   */
  int next(int row);
}

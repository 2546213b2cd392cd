package io.omendb.benchmarks.nearest;

/** Room for the answer to one query; used again for the next. For one thread. */
final class Answer {
  private final int[] rows;
  private int count;
  private boolean certified;

  /** Room for k rows. */
  Answer(int k) {
    rows = new int[k];
  }

  /** Forgets the rows; until {@link #certify} the next ones are not certified. */
  void clear() {
    count = 0;
    certified = false;
  }

  /** Adds a row, nearest first. */
  void add(int row) {
    rows[count++] = row;
  }

  /** Says that the rows are proved to be the true nearest ones. */
  void certify() {
    certified = true;
  }

  /** The rows, the first {@link #count} elements. */
  int[] rows() {
    return rows;
  }

  int count() {
    return count;
  }

  boolean certified() {
    return certified;
  }
}

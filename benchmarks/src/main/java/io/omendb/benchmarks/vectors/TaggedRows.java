package io.omendb.benchmarks.vectors;

import java.util.Arrays;

/**
 * The rows that have one value in a string column.
 *
 * @param column the column
 * @param number which of its values
 */
public record TaggedRows(TagColumn column, int number) implements WantedRows {
  /** The value. */
  public String value() {
    return column.text(number);
  }

  /** The predicate: {@code tag_0_05 = 't3'}. */
  public String where() {
    return column.name() + " = '" + value() + "'";
  }

  /** The rows, ascending. Not a copy: not to be changed. */
  public int[] rows() {
    return column.rows(number);
  }

  @Override
  public int length() {
    return rows().length;
  }

  @Override
  public boolean contains(int row) {
    return column.has(row) && column.number(row) == number;
  }

  @Override
  public int next(int row) {
    int[] rows = rows();
    int place = Arrays.binarySearch(rows, row);
    if (place < 0) {
      place = -place - 1;
    }
    return place < rows.length ? rows[place] : Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return "rows where " + where();
  }
}

package io.omendb.benchmarks.vectors;

import java.util.Arrays;

/**
 * A string column for filters by equality: as many values as fit have exactly the fraction of the
 * rows each, at least one row, and the rows left over have {@value #OTHER}. Immutable.
 */
public final class TagColumn {
  /* The recipe, which scripts/vector_peers.py follows too: rows are put in the order of the signed
   * SplitMix64 hash of their number; of that order, the first `length` rows have the value t0, the
   * next t1, and so on. So the rows of a value lie all over the data, and are the same each time.
   * SplitMix64: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators. OOPSLA 2014. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final String OTHER = "other";

  private final double fraction;
  private final int[] numbers; // of each row's value
  private final int[][] rows; // of each value, ascending

  /**
   * A column.
   *
   * @param fraction of the rows that a value has, greater than 0 and less than 1
   * @param count number of rows
   */
  public TagColumn(double fraction, int count) {
    this.fraction = fraction;
    int length = RowWindow.length(fraction, count);
    long[] hashes = new long[count];
    Arrays.setAll(hashes, TagColumn::hash);
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    numbers = new int[count];
    rows = new int[count / length][length];
    int[] filled = new int[rows.length];
    for (int row = 0; row < count; row++) {
      int number = Arrays.binarySearch(sorted, hashes[row]) / length;
      numbers[row] = number;
      if (number < rows.length) {
        rows[number][filled[number]++] = row;
      }
    }
  }

  private static long hash(int row) {
    long bits = (row + 1) * GAMMA;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  /** The column's name, another one for each fraction: {@code tag_0_05}. */
  public String name() {
    return "tag_" + String.valueOf(fraction).replaceAll("[^0-9A-Za-z]", "_");
  }

  /** What a row has in the column. */
  public String value(int row) {
    return text(numbers[row]);
  }

  String text(int number) {
    return number < rows.length ? "t" + number : OTHER;
  }

  boolean has(int row) {
    return 0 <= row && row < numbers.length;
  }

  int number(int row) {
    return numbers[row];
  }

  int[] rows(int number) {
    return rows[number];
  }

  /** What a query asks for: the values take turns, so that a small one is not in the cache. */
  public TaggedRows wanted(int query) {
    return new TaggedRows(this, query % rows.length);
  }
}

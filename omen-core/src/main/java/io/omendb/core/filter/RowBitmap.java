package io.omendb.core.filter;

/**
 * One bit for each row of an interval of a segment. The words are aligned to row positions: bit
 * {@code row % 64} of {@code words()[row / 64 - firstRow() / 64]} is the row's; bits outside the
 * interval are clear. For one thread.
 */
public final class RowBitmap {
  private final int firstRow;
  private final int endRow;
  private final long[] words;

  /** A bitmap of the rows {@code firstRow <= row < endRow}, all clear. */
  public RowBitmap(int firstRow, int endRow) {
    this.firstRow = firstRow;
    this.endRow = Math.max(firstRow, endRow);
    this.words = new long[firstRow >= endRow ? 0 : ((endRow - 1) >>> 6) - (firstRow >>> 6) + 1];
  }

  /** First row. */
  public int firstRow() {
    return firstRow;
  }

  /** One past the last row. */
  public int endRow() {
    return endRow;
  }

  /** The bits; not copied. */
  public long[] words() {
    return words;
  }

  /** The bits of 64 rows, the first of them a multiple of 64; zeros outside the interval. */
  public long word(int row) {
    int word = (row >>> 6) - (firstRow >>> 6);
    return word < 0 || word >= words.length ? 0 : words[word];
  }

  /** Whether the bit of a row is set; never outside the interval. */
  public boolean get(int row) {
    return (word(row) >>> row & 1) != 0;
  }

  /** How many bits are set. */
  public int cardinality() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** How many bits of the rows {@code from <= row < to} are set. */
  public int cardinality(int from, int to) {
    int count = 0;
    for (int row = from & -Long.SIZE; row < to; row += Long.SIZE) {
      count += Long.bitCount(word(row) & mask(row, from, to));
    }
    return count;
  }

  /** The first row at or after this one whose bit is set; endRow() where there is none. */
  public int next(int row) {
    int from = Math.max(row, firstRow);
    while (from < endRow) {
      long left = word(from) >>> from;
      if (left != 0) {
        return from + Long.numberOfTrailingZeros(left);
      }
      from = (from & -Long.SIZE) + Long.SIZE;
    }
    return endRow;
  }

  /** Takes over the rows of a block that lie in the interval. */
  void set(int blockFirstRow, long[] blockWords) {
    for (int i = 0; i < blockWords.length; i++) {
      int row = blockFirstRow + i * Long.SIZE;
      int word = (row >>> 6) - (firstRow >>> 6);
      if (word >= 0 && word < words.length) {
        words[word] = blockWords[i] & mask(row, firstRow, endRow);
      }
    }
  }

  /** Which of the 64 rows from row on are in {@code from..to-1}. */
  private static long mask(int row, int from, int to) {
    long mask = -1L;
    if (from > row) {
      mask &= -1L << from;
    }
    if (to - row < Long.SIZE) {
      mask &= (1L << to) - 1;
    }
    return mask;
  }
}

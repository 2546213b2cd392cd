package io.omendb.benchmarks.peers;

/**
 * Rows to load.
 *
 * @param keys ascending and distinct; not copied
 * @param values what belongs to each key
 */
public record SortedRows(long[] keys, RowValues values) {
  /** Number of rows. */
  public int size() {
    return keys.length;
  }

  /** The key of a row. */
  public long key(int row) {
    return keys[row];
  }

  /** The value of a row, not to be changed. */
  public byte[] value(int row) {
    return values.of(keys[row]);
  }
}

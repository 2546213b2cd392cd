package io.omendb.core.memtable;

/**
 * A version as the blocks have it.
 *
 * @param values its {@linkplain ValueSlabs place}, or {@link #DELETION}
 */
record Entry(long key, long seq, long values) {
  /** In the place of values: the commit deleted the row. */
  static final long DELETION = -1;
}

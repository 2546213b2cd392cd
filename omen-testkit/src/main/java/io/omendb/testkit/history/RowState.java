package io.omendb.testkit.history;

/**
 * What lies under one key.
 *
 * @param value the value; {@link #ABSENT} where there is no row
 * @param seq the commit that made it so; {@link #UNKNOWN} where its caller never heard
 */
public record RowState(long value, long seq) {
  /** No row. */
  public static final long ABSENT = -1;

  /** A seq that nobody knows. */
  public static final long UNKNOWN = -1;

  /** Nobody has written yet. */
  public static final RowState INITIAL = new RowState(ABSENT, 0);
}

package io.omendb.core.segment;

import org.jspecify.annotations.Nullable;

/**
 * One version of a row: what a flush, a merge and a segment exchange. The array is not copied, so
 * whoever hands one over leaves it alone.
 *
 * @param key the row's key
 * @param seq the sequence number of the commit that wrote it
 * @param deleted whether the commit deleted the row
 * @param values canonical objects in schema order, as {@link io.omendb.Schema#bind} returns them;
 *     empty where deleted
 */
public record RowVersion(long key, long seq, boolean deleted, @Nullable Object[] values) {
  /** The values of a deletion. */
  public static final @Nullable Object[] NO_VALUES = {};

  /** What stands for no version at all. */
  public static final RowVersion NONE = new RowVersion(0, 0, true, NO_VALUES);
}

package io.omendb;

import io.omendb.predicate.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan reads. Built by {@link ScanQuery}.
 *
 * @param keys the keys to read
 * @param descending whether the greatest key comes first
 * @param limit the most rows to return, at least 0; {@link #NO_LIMIT} for all
 * @param where only rows for which this is true; null for all
 * @param columns the columns to read, in that order; null for all
 */
public record ScanSpec(
    KeyRange keys,
    boolean descending,
    long limit,
    @Nullable Predicate where,
    @Nullable List<String> columns) {
  /** The limit of a scan that has none. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** All rows, ascending, all columns. */
  public static final ScanSpec ALL = new ScanSpec(KeyRange.ALL, false, NO_LIMIT, null, null);

  public ScanSpec {
    if (limit < 0) {
      throw OmenException.invalid("limit", "The limit is " + limit + ", must be at least 0", null);
    }
    columns = columns == null ? null : List.copyOf(columns);
  }

  /** A scan of all rows of a key range. */
  public ScanSpec(KeyRange keys, boolean descending, long limit, @Nullable List<String> columns) {
    this(keys, descending, limit, null, columns);
  }
}

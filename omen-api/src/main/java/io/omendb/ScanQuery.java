package io.omendb;

import io.omendb.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds and runs a scan: {@code rows.scan().keys(0, 100).columns("name").forEach(...)}. */
public final class ScanQuery {
  private final RowReader reader;
  private @Nullable Long from;
  private @Nullable Long to;
  private boolean descending;
  private long limit = ScanSpec.NO_LIMIT;
  private @Nullable Predicate where;
  private @Nullable List<String> columns;

  ScanQuery(RowReader reader) {
    this.reader = reader;
  }

  /** Only keys with {@code from <= key < to}. */
  public ScanQuery keys(long from, long to) {
    this.from = from;
    this.to = to;
    return this;
  }

  /** Only keys that are at least this. */
  public ScanQuery from(long from) {
    this.from = from;
    return this;
  }

  /** Only keys that are less than this. */
  public ScanQuery to(long to) {
    this.to = to;
    return this;
  }

  /** Greatest key first. */
  public ScanQuery descending() {
    this.descending = true;
    return this;
  }

  /** At most this many rows. */
  public ScanQuery limit(long limit) {
    this.limit = limit;
    return this;
  }

  /**
   * Only rows for which the predicate is true, and those of earlier calls.
   *
   * @param predicate for instance {@code population > 100000 and country = 'FR'}
   * @throws OmenException as {@link Predicate#parse}
   */
  public ScanQuery where(String predicate) {
    return where(Predicate.parse(predicate));
  }

  /** Only rows for which the predicate is true, and those of earlier calls. */
  public ScanQuery where(Predicate predicate) {
    Predicate before = where;
    this.where = before == null ? predicate : before.and(predicate);
    return this;
  }

  /** Only these columns. */
  public ScanQuery columns(String... columns) {
    this.columns = List.of(columns);
    return this;
  }

  /** The scan as a value. */
  public ScanSpec spec() {
    return new ScanSpec(KeyRange.between(from, to), descending, limit, where, columns);
  }

  /** Starts the scan; the caller closes the cursor. */
  public RowCursor open() {
    return reader.scan(spec());
  }

  /** Starts the scan, its rows as Arrow record batches; the caller closes the cursor. */
  public ArrowCursor openArrow() {
    return reader.scanArrow(spec());
  }

  /** Hands every row to the action. */
  public void forEach(Consumer<? super Row> action) {
    try (RowCursor cursor = open()) {
      while (cursor.hasNext()) {
        action.accept(cursor.next());
      }
    }
  }

  /** All rows in one list; mind the memory, or set a limit. */
  public List<Row> toList() {
    List<Row> rows = new ArrayList<>();
    forEach(rows::add);
    return rows;
  }
}

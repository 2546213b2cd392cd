package io.omendb.server.client;

import io.omendb.Row;
import io.omendb.RowCursor;

/** The rows of a cursor without their values. */
final class KeysOnlyCursor implements RowCursor {
  private final RowCursor rows;

  KeysOnlyCursor(RowCursor rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Row next() {
    return Row.of(rows.next().key());
  }

  @Override
  public void close() {
    rows.close();
  }
}

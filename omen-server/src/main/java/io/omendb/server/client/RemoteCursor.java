package io.omendb.server.client;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of a scan, read out of the record batches that the server sends. */
final class RemoteCursor implements RowCursor {
  private final ArrowRowReader reader;
  private Iterator<Row> batch = List.<Row>of().iterator();
  private boolean closed;

  /** Takes the batches over, whose rows have a schema. */
  RemoteCursor(RemoteArrowCursor batches, Schema schema) {
    this.reader = ArrowRows.read(batches.stream(), RemoteRows.KEY, schema);
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "The cursor is closed");
    }
    while (!batch.hasNext()) {
      List<Row> rows = reader.nextBatch();
      if (rows == null) {
        return false;
      }
      batch = rows.iterator();
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
  }
}

package io.omendb.flight;

import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.server.grpc.PacedStream;
import io.omendb.server.grpc.RowBatch;
import java.util.List;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.jspecify.annotations.Nullable;

/** The messages of one scan: the schema, then record batches. Owns the cursor. For one call. */
final class FlightScan implements PacedStream.Source<FlightData> {
  private final Schema schema;
  private final RowCursor cursor;
  private boolean schemaSent;

  /** A scan whose rows have these columns. */
  FlightScan(Schema schema, RowCursor cursor) {
    this.schema = schema;
    this.cursor = cursor;
  }

  @Override
  public @Nullable FlightData next() {
    if (!schemaSent) {
      schemaSent = true;
      return FlightMessages.schema(schema);
    }
    List<Row> rows = RowBatch.next(cursor);
    return rows.isEmpty() ? null : FlightMessages.batch(schema, rows);
  }

  @Override
  public void close() {
    cursor.close();
  }
}

package io.omendb.flight;

import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.server.grpc.PacedStream;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.jspecify.annotations.Nullable;

/** The messages of one scan: the schema, then record batches. Owns the cursor. For one call. */
final class FlightScan implements PacedStream.Source<FlightData> {
  private final ArrowCursor cursor;
  private boolean schemaSent;

  FlightScan(ArrowCursor cursor) {
    this.cursor = cursor;
  }

  @Override
  public @Nullable FlightData next() {
    if (!schemaSent) {
      schemaSent = true;
      return FlightMessages.data(cursor.schema());
    }
    ArrowBatch batch = cursor.next();
    return batch == null ? null : FlightMessages.data(batch.message());
  }

  @Override
  public void close() {
    cursor.close();
  }
}

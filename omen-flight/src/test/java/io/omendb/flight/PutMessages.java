package io.omendb.flight;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRows;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.flight.impl.Flight.FlightData;

/** What a client sends that writes rows. */
final class PutMessages {
  private PutMessages() {}

  static FlightData schema(Schema schema) {
    return FlightMessages.data(ByteBuffer.wrap(ArrowRows.schemaMessage(schema)));
  }

  static FlightData batch(Schema schema, List<Row> rows) {
    return FlightMessages.data(ByteBuffer.wrap(ArrowRows.batchMessage(schema, rows)));
  }
}

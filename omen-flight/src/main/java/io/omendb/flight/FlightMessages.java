package io.omendb.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.omendb.Collection;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.core.arrow.IpcFraming;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightEndpoint;
import org.apache.arrow.flight.impl.Flight.FlightInfo;
import org.apache.arrow.flight.impl.Flight.Ticket;

/** Schemas, record batches and descriptions of flights as Flight's messages. */
final class FlightMessages {
  /** What Flight says where a number is unknown. */
  private static final long UNKNOWN = -1;

  private FlightMessages() {}

  /** A schema as Flight describes it: the framed message that begins an Arrow IPC stream. */
  static ByteString schemaMessage(Schema schema) {
    return UnsafeByteOperations.unsafeWrap(ArrowRows.schemaMessage(schema));
  }

  /**
   * A message of an Arrow IPC stream, which is kept as it is; Flight's own fields take the place of
   * its frame.
   */
  static FlightData data(ByteBuffer message) {
    ByteBuffer frame = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    int bodyStart = IpcFraming.PREFIX_BYTES + frame.getInt(Integer.BYTES);
    ByteString bytes = UnsafeByteOperations.unsafeWrap(message);
    return FlightData.newBuilder()
        .setDataHeader(bytes.substring(IpcFraming.PREFIX_BYTES, bodyStart))
        .setDataBody(bytes.substring(bodyStart))
        .build();
  }

  /**
   * The description of a flight. It has one endpoint without a location, which means: on this
   * connection.
   */
  static FlightInfo info(FlightDescriptor descriptor, FlightQuery query, Collection collection) {
    return FlightInfo.newBuilder()
        .setFlightDescriptor(descriptor)
        .setSchema(schemaMessage(query.project(collection.schema())))
        .addEndpoint(
            FlightEndpoint.newBuilder().setTicket(Ticket.newBuilder().setTicket(query.ticket())))
        .setTotalRecords(FlightCount.of(query, collection).orElse(UNKNOWN))
        .setTotalBytes(UNKNOWN)
        .setOrdered(true)
        .build();
  }
}

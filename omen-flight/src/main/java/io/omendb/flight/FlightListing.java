package io.omendb.flight;

import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.grpc.PacedStream;
import java.util.Iterator;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor.DescriptorType;
import org.apache.arrow.flight.impl.Flight.FlightInfo;
import org.jspecify.annotations.Nullable;

/** One flight for each collection: all its rows. For one call. */
final class FlightListing implements PacedStream.Source<FlightInfo> {
  private final Database database;
  private final Iterator<String> names;

  FlightListing(Database database) {
    this.database = database;
    this.names = database.listCollections().iterator();
  }

  @Override
  public @Nullable FlightInfo next() {
    FlightInfo info = null;
    while (info == null && names.hasNext()) {
      info = infoUnlessDropped(names.next());
    }
    return info;
  }

  private @Nullable FlightInfo infoUnlessDropped(String name) {
    try {
      FlightDescriptor path =
          FlightDescriptor.newBuilder().setType(DescriptorType.PATH).addPath(name).build();
      return FlightMessages.info(path, FlightQuery.all(name), database.collection(name).schema());
    } catch (OmenException e) {
      if (e.code() != ErrorCode.COLLECTION_NOT_FOUND) {
        throw e;
      }
      return null;
    }
  }

  @Override
  public void close() {}
}

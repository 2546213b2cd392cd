package io.omendb.flight;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.grpc.PacedStream;
import io.omendb.server.security.Role;
import java.util.Iterator;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor.DescriptorType;
import org.apache.arrow.flight.impl.Flight.FlightInfo;
import org.jspecify.annotations.Nullable;

/** One flight for each collection: all its rows. For one call. */
final class FlightListing implements PacedStream.Source<FlightInfo> {
  private final FlightAccess access;
  private final Iterator<String> names;

  FlightListing(FlightAccess access) {
    this.access = access;
    this.names = access.names().iterator();
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
      Collection collection = access.collection(name, Role.READ, "ListFlights");
      return FlightMessages.info(path, FlightQuery.all(name), collection);
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

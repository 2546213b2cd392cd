package io.omendb.flight;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.security.Role;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor.DescriptorType;

/**
 * Where written rows go: the path {@code [collection]}, or the command {@code {"collection":
 * "cities", "create": true}}, which makes a collection of the Arrow schema where there is none.
 *
 * @param collection its name, which is valid
 * @param create whether it is made where it is not there
 */
record PutTarget(String collection, boolean create) {
  PutTarget {
    Names.checkCollection(collection);
  }

  /** What a descriptor names. */
  static PutTarget of(FlightDescriptor descriptor) {
    if (descriptor.getType() != DescriptorType.CMD) {
      return new PutTarget(FlightQuery.path(descriptor), false);
    }
    JsonRequest request =
        JsonRequest.parse("cmd", descriptor.getCmd(), Set.of("collection", "create"));
    return new PutTarget(request.requiredText("collection"), request.flag("create"));
  }

  /**
   * The collection.
   *
   * @param schema of the rows, asked for only where the collection is made
   * @throws OmenException {@link ErrorCode#COLLECTION_NOT_FOUND}
   */
  Collection open(FlightAccess access, Supplier<Schema> schema) {
    try {
      return access.collection(collection, Role.WRITE, "DoPut");
    } catch (OmenException e) {
      if (!create || e.code() != ErrorCode.COLLECTION_NOT_FOUND) {
        throw e;
      }
    }
    try {
      return access.create(collection, schema.get(), "data_header", "DoPut with create");
    } catch (OmenException e) {
      if (e.code() != ErrorCode.COLLECTION_EXISTS) {
        throw e;
      }
      return access.collection(collection, Role.WRITE, "DoPut"); // somebody else was faster
    }
  }
}

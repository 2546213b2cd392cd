package io.omendb.server.transfer;

import io.omendb.server.config.ServerSettings;
import io.omendb.server.operations.Operations;

/**
 * The long work of one server, which gRPC and HTTP start and ask after alike.
 *
 * @param operations what waits, works and has ended; whoever serves gRPC ends them
 * @param transfers imports and exports
 */
public record ServerWork(Operations operations, Transfers transfers) {
  /**
   * No work yet.
   *
   * @param database the URI of the database that is served
   * @throws io.omendb.OmenException where {@code server.transfer-dir} does not do
   */
  public static ServerWork of(ServerSettings settings, String database) {
    TransferDirectory files = TransferDirectory.open(settings.transferDirectory(), database);
    Operations operations = new Operations(settings.operations());
    return new ServerWork(operations, new Transfers(operations, files));
  }
}

package io.omendb.server.grpc;

import com.google.protobuf.util.Durations;
import io.grpc.stub.StreamObserver;
import io.omendb.Database;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.server.config.LimitSettings;
import io.omendb.server.grpc.v1.GetServerInfoRequest;
import io.omendb.server.grpc.v1.GetServerInfoResponse;
import io.omendb.server.grpc.v1.ServerServiceGrpc;
import java.util.Optional;

/** Describes the server. */
final class ServerServiceImpl extends ServerServiceGrpc.ServerServiceImplBase {
  /** What a build that was not packaged as a jar calls itself. */
  private static final String UNPACKAGED = "development";

  private final Database database;
  private final LimitSettings limits;
  private final long startNanos = System.nanoTime();

  ServerServiceImpl(Database database, LimitSettings limits) {
    this.database = database;
    this.limits = limits;
  }

  @Override
  public void getServerInfo(
      GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> observer) {
    Replies.send(
        observer,
        GetServerInfoResponse.newBuilder()
            .setVersion(version())
            .setEngines(StatsMessages.message(database.engines()))
            .setUptime(Durations.fromNanos(System.nanoTime() - startNanos))
            .setDatabase(name(database.uri()))
            .setFormatVersion(ArrowNames.FORMAT_VERSION)
            .setMaxMessageBytes(limits.messageBytes())
            .setMaxBatchOperations(limits.batchRows())
            .build());
  }

  private static String version() {
    return Optional.ofNullable(ServerServiceImpl.class.getPackage().getImplementationVersion())
        .orElse(UNPACKAGED);
  }

  /**
   * The last name of a location; where it lies on the server's disk is not the client's concern.
   */
  static String name(String uri) {
    String path = uri.replaceAll("[/\\\\]+$", "");
    int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    return path.substring(Math.max(end, path.indexOf(':')) + 1);
  }
}

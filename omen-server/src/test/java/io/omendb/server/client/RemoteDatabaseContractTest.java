package io.omendb.server.client;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import io.omendb.testkit.database.DataContract;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The suite of the embedded database, over gRPC. */
@Execution(ExecutionMode.CONCURRENT)
class RemoteDatabaseContractTest extends DataContract {
  private final Deque<AutoCloseable> behind = new ArrayDeque<>();

  @Override
  protected Database open(DatabaseOptions options) {
    Database served = Database.open("memory:", options);
    behind.push(served);
    OmenServer server =
        OmenServer.start(
            served, ServerSettings.of(new EnumMap<>(Map.of(ServerKey.LISTEN, "127.0.0.1:0"))));
    behind.push(server);
    return Database.open("grpc://127.0.0.1:" + server.port());
  }

  /** The database is in memory and ends with its server. */
  @Override
  protected boolean reopens() {
    return false;
  }

  @AfterEach
  void closeServer() throws Exception {
    while (!behind.isEmpty()) {
      behind.pop().close();
    }
  }
}

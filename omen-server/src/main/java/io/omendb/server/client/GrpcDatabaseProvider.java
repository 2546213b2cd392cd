package io.omendb.server.client;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.OmenException;
import io.omendb.spi.DatabaseProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens databases on servers: {@code grpc://HOST:PORT}. */
public final class GrpcDatabaseProvider implements DatabaseProvider {
  private static final String SCHEME = "grpc";

  /** For {@code ServiceLoader}. */
  public GrpcDatabaseProvider() {}

  @Override
  public String name() {
    return SCHEME;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public Database open(String uri, DatabaseOptions options) {
    return RemoteDatabase.connect(uri, ServerAddress.parse(uri), durability(options));
  }

  /** The one setting that is a client's; null leaves it to the server. */
  private static @Nullable Durability durability(DatabaseOptions options) {
    Map<DatabaseOptions.Key, String> explicit = options.explicit();
    for (DatabaseOptions.Key key : explicit.keySet()) {
      if (key != DatabaseOptions.Key.DURABILITY) {
        throw OmenException.invalid(
            key.text(), key.text() + " is a setting of the server", "set it where omen serve runs");
      }
    }
    return explicit.isEmpty() ? null : options.durability();
  }
}

package io.omendb.server.client;

import io.omendb.ConnectionOptions;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.OmenException;
import io.omendb.spi.DatabaseProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens databases on servers: {@code grpc://HOST:PORT}, {@code grpcs://HOST:PORT} over TLS. */
public final class GrpcDatabaseProvider implements DatabaseProvider {
  private static final String SCHEME = "grpc";
  private static final String TLS_SCHEME = "grpcs";
  private static final String TOKEN_VARIABLE = "OMENDB_TOKEN";

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
    return Set.of(SCHEME, TLS_SCHEME);
  }

  @Override
  public Database open(String uri, DatabaseOptions options) {
    ServerAddress address = ServerAddress.parse(uri);
    ConnectionOptions connection = options.connection();
    String token = System.getenv(TOKEN_VARIABLE);
    if (connection.token().isEmpty() && token != null && !token.isBlank()) {
      connection = connection.token(token.strip());
    }
    boolean tls = uri.startsWith(TLS_SCHEME + ":");
    return RemoteDatabase.connect(
        uri, new Connector(address, tls, connection), durability(options));
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

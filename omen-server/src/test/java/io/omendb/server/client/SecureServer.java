package io.omendb.server.client;

import io.omendb.Database;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import io.omendb.server.security.Authority;
import io.omendb.server.security.Authority.Identity;
import io.omendb.server.security.CollectionPatterns;
import io.omendb.server.security.Role;
import io.omendb.server.security.TokenFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A server with TLS and tokens on a free port of this machine. */
public final class SecureServer implements AutoCloseable {
  /** What signed the server's certificate. */
  public final Authority authority;

  /** What the clients of a server with mutual TLS must be signed by. */
  public final Authority clients;

  /** A token of the role admin. */
  public final String admin;

  /** A token of the role read. */
  public final String read;

  private final Database database = Database.open("memory:");
  private final OmenServer server;

  /** Starts it. */
  public SecureServer(Path scratch, boolean mutual) throws Exception {
    authority = new Authority(scratch, "authority");
    clients = new Authority(scratch, "clients");
    Identity own = authority.issue("server");
    TokenFile tokens = new TokenFile(scratch.resolve("tokens.json"));
    admin = tokens.create("boss", Role.ADMIN, CollectionPatterns.ALL).text();
    read = tokens.create("reader", Role.READ, CollectionPatterns.ALL).text();
    Map<ServerKey, String> settings = new EnumMap<>(ServerKey.class);
    settings.put(ServerKey.LISTEN, "127.0.0.1:0");
    settings.put(ServerKey.TLS_CERT, own.certificate().toString());
    settings.put(ServerKey.TLS_KEY, own.key().toString());
    settings.put(ServerKey.TOKENS_FILE, tokens.path().toString());
    if (mutual) {
      settings.put(ServerKey.TLS_CLIENT_CA, clients.file().toString());
    }
    server = OmenServer.start(database, ServerSettings.of(settings));
  }

  /** {@code HOST:PORT}. */
  public String address() {
    return "127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}

package io.omendb.server.client;

import io.omendb.OmenException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server listens.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 1..65535
 */
record ServerAddress(String host, int port) {
  private static final int DEFAULT_PORT = 7617;
  private static final int MAX_PORT = 65_535;

  /** The address in {@code grpc://HOST[:PORT]} or {@code grpcs://HOST[:PORT]}. */
  static ServerAddress parse(String uri) {
    try {
      URI parsed = new URI(uri).parseServerAuthority();
      if (parsed.getUserInfo() != null) {
        throw OmenException.invalid(
            "url",
            "The URL has a user or a token in it",
            "give the token with --token, in" + " OMENDB_TOKEN or as an option");
      }
      int port = parsed.getPort() < 0 ? DEFAULT_PORT : parsed.getPort();
      boolean more = !parsed.getPath().isEmpty() || parsed.getQuery() != null;
      if (parsed.getHost() != null && port >= 1 && port <= MAX_PORT && !more) {
        return new ServerAddress(parsed.getHost().replaceAll("[\\[\\]]", ""), port);
      }
    } catch (URISyntaxException e) {
      // Falls through to the one message below.
    }
    throw OmenException.invalid(
        "url",
        "'" + uri + "' is not grpc://HOST:PORT or grpcs://HOST:PORT",
        "write for instance 127.0.0.1:7617");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

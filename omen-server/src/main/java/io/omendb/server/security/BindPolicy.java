package io.omendb.server.security;

import io.omendb.OmenException;
import java.net.InetSocketAddress;

/** Where a server may listen: without TLS and tokens on this machine only. */
public final class BindPolicy {
  private BindPolicy() {}

  /**
   * Refuses an address that others can reach, unless connections are encrypted and calls need a
   * token, or somebody has said that this is meant.
   *
   * @param field the setting that names the address
   * @throws OmenException saying what is missing and how to come by it
   */
  public static void check(
      InetSocketAddress address, String field, boolean tls, boolean tokens, boolean insecure) {
    if (address.getAddress().isLoopbackAddress() || insecure || (tls && tokens)) {
      return;
    }
    String missing =
        tls ? "calls need no token" : tokens ? "there is no TLS" : "there is no TLS and no token";
    String remedy =
        (tls ? "" : "give --tls-cert and --tls-key, ")
            + (tokens ? "" : "make a token with 'omen token create --role admin', ")
            + "or listen on 127.0.0.1; --insecure does without";
    throw OmenException.invalid(
        field,
        field
            + " is "
            + address.getHostString()
            + ", which other machines may reach, and "
            + missing,
        remedy);
  }
}

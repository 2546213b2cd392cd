package io.omendb.server.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests to a loopback address that were meant for another host. A web page can have its
 * own name resolve to 127.0.0.1 and read a local server through the browser of whoever looks at it;
 * the header Host gives it away.
 */
final class HostCheck {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopback;
  private final String configured;

  /**
   * A check for a server.
   *
   * @param loopback whether it can be reached from its own machine only
   * @param configured the host that it listens on, as it was given
   */
  HostCheck(boolean loopback, String configured) {
    this.loopback = loopback;
    this.configured = configured;
  }

  /** Throws where the header names a host that is not this one. */
  void check(@Nullable String header) {
    if (!loopback || header == null) {
      return;
    }
    int colon = header.lastIndexOf(':');
    String host = colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
    boolean literal = host.matches("127(\\.[0-9]{1,3}){3}");
    if (!literal && !LOCAL.contains(host.toLowerCase(Locale.ROOT)) && !host.equals(configured)) {
      throw Refusal.wrongHost();
    }
  }
}

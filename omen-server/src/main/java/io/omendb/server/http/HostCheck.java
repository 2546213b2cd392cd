package io.omendb.server.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests to a loopback address that come from web pages of other hosts. A page can have
 * its own name resolve to 127.0.0.1 and read a local server through the browser of whoever looks at
 * it; the header Host gives it away. Or it sends a form there, whose answer it cannot read; the
 * header Origin gives that away.
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

  /**
   * Throws where a header names a host that is not this one.
   *
   * @param host the header Host; null for none
   * @param origin the header Origin, which browsers send; null for none
   */
  void check(@Nullable String host, @Nullable String origin) {
    if (loopback && host != null && !isLocal(host)) {
      throw Refusal.wrongHost();
    }
    if (loopback && origin != null && !isLocal(origin.replaceFirst("^https?://", ""))) {
      throw Refusal.wrongOrigin();
    }
  }

  private boolean isLocal(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    String host =
        colon > hostAndPort.lastIndexOf(']') ? hostAndPort.substring(0, colon) : hostAndPort;
    return LOCAL.contains(host.toLowerCase(Locale.ROOT))
        || host.matches("127(\\.[0-9]{1,3}){3}")
        || host.equals(configured);
  }
}

package io.omendb.server.config;

import io.omendb.OmenException;

/**
 * Where a server listens.
 *
 * @param host name or address to bind
 * @param port port to bind; 0 takes a free one
 */
public record ListenAddress(String host, int port) {
  /**
   * The address that a text means: {@code 127.0.0.1:7617}, or {@code [::1]:7617}.
   *
   * @throws OmenException naming the setting
   */
  static ListenAddress parse(ServerKey key, String text) {
    int colon = text.lastIndexOf(':');
    return new ListenAddress(host(key, text, colon), port(key, text, colon));
  }

  /** The address as settings write it. */
  public String text() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static String host(ServerKey key, String text, int colon) {
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw bad(key, text);
    }
    if (host.isBlank()) {
      throw bad(key, text);
    }
    return host;
  }

  private static int port(ServerKey key, String text, int colon) {
    String digits = text.substring(colon + 1);
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw bad(key, text);
    }
    int port = Integer.parseInt(digits);
    if (port > 65_535) {
      throw bad(key, text);
    }
    return port;
  }

  private static OmenException bad(ServerKey key, String text) {
    return OmenException.invalid(
        key.text(),
        key.text() + " is '" + text + "', must be HOST:PORT with a port in 0..65535",
        "write "
            + key.defaultValue()
            + ", or "
            + key.defaultValue().replace("127.0.0.1", "[::1]")
            + " for IPv6");
  }
}

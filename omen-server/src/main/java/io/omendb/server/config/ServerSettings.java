package io.omendb.server.config;

import io.omendb.OmenException;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of a server, read and checked.
 *
 * @param host name or address to bind
 * @param port port to bind; 0 takes a free one
 * @param threads threads that run calls
 * @param readThreads threads that answer reads of one row and of descriptions
 * @param queue calls that may wait for a thread
 * @param scans scans that may be open at once
 * @param views views that may be open at once
 * @param viewIdle how long a view may go unused
 * @param operations long-running operations that may wait or run
 * @param grace what running calls get to finish when the server shuts down
 */
public record ServerSettings(
    String host,
    int port,
    int threads,
    int readThreads,
    int queue,
    int scans,
    int views,
    Duration viewIdle,
    int operations,
    Duration grace) {

  /** Nothing set. */
  public static ServerSettings defaults() {
    return of(Map.of());
  }

  /**
   * The settings that these values give; keys that are absent have their defaults.
   *
   * @throws OmenException naming the key whose value is outside its bounds
   */
  public static ServerSettings of(Map<ServerKey, String> values) {
    String listen = text(values, ServerKey.LISTEN);
    int colon = listen.lastIndexOf(':');
    return new ServerSettings(
        host(listen, colon),
        port(listen, colon),
        number(values, ServerKey.THREADS),
        number(values, ServerKey.READ_THREADS),
        number(values, ServerKey.QUEUE),
        number(values, ServerKey.SCANS),
        number(values, ServerKey.VIEWS),
        Duration.ofMillis(number(values, ServerKey.VIEW_IDLE_MILLIS)),
        number(values, ServerKey.OPERATIONS),
        Duration.ofMillis(number(values, ServerKey.GRACE_MILLIS)));
  }

  /** The address as {@code server.listen} writes it. */
  public String listen() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static String text(Map<ServerKey, String> values, ServerKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  private static int number(Map<ServerKey, String> values, ServerKey key) {
    return key.number(text(values, key));
  }

  private static String host(String listen, int colon) {
    String host = colon < 0 ? "" : listen.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw badListen(listen);
    }
    if (host.isBlank()) {
      throw badListen(listen);
    }
    return host;
  }

  private static int port(String listen, int colon) {
    String digits = listen.substring(colon + 1);
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw badListen(listen);
    }
    int port = Integer.parseInt(digits);
    if (port > 65_535) {
      throw badListen(listen);
    }
    return port;
  }

  private static OmenException badListen(String listen) {
    return OmenException.invalid(
        ServerKey.LISTEN.text(),
        ServerKey.LISTEN.text() + " is '" + listen + "', must be HOST:PORT with a port in 0..65535",
        "write 127.0.0.1:7617, or [::1]:7617 for IPv6");
  }
}

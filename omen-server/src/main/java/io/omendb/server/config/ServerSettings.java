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
 * @param queue calls that may wait for a thread
 * @param scans scans that may be open at once
 * @param grace what running calls get to finish when the server shuts down
 */
public record ServerSettings(
    String host, int port, int threads, int queue, int scans, Duration grace) {

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
    ListenAddress address = ListenAddress.parse(ServerKey.LISTEN, text(values, ServerKey.LISTEN));
    return new ServerSettings(
        address.host(),
        address.port(),
        number(values, ServerKey.THREADS),
        number(values, ServerKey.QUEUE),
        number(values, ServerKey.SCANS),
        Duration.ofMillis(number(values, ServerKey.GRACE_MILLIS)));
  }

  /** The address as {@code server.listen} writes it. */
  public String listen() {
    return new ListenAddress(host, port).text();
  }

  private static String text(Map<ServerKey, String> values, ServerKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  static int number(Map<ServerKey, String> values, ServerKey key) {
    return key.number(text(values, key));
  }
}

package io.omendb.server.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the HTTP side of a server, read and checked.
 *
 * @param address where it listens; null where HTTP is switched off
 * @param threads threads that run requests
 * @param queue requests that may wait for a thread
 * @param bodyBytes bytes of the greatest body of a request
 * @param limits what clients may ask for
 * @param timeout what a client has to send the body of a request, and to take the answer
 * @param grace what running requests get to finish when the server shuts down
 */
public record HttpSettings(
    @Nullable ListenAddress address,
    int threads,
    int queue,
    int bodyBytes,
    LimitSettings limits,
    Duration timeout,
    Duration grace) {
  /** The value of {@code http.listen} for no HTTP. */
  public static final String OFF = "off";

  /**
   * The settings that these values give; keys that are absent have their defaults.
   *
   * @throws io.omendb.OmenException naming the key whose value is outside its bounds
   */
  public static HttpSettings of(Map<ServerKey, String> values, ServerSettings server) {
    return new HttpSettings(
        address(values, server),
        server.threads(),
        server.queue(),
        ServerSettings.number(values, ServerKey.HTTP_BODY_BYTES),
        server.limits(),
        Duration.ofMillis(ServerSettings.number(values, ServerKey.HTTP_TIMEOUT_MILLIS)),
        server.grace());
  }

  /** Whoever asks for any free port for gRPC wants no fixed one for HTTP. */
  private static @Nullable ListenAddress address(
      Map<ServerKey, String> values, ServerSettings server) {
    ServerKey key = ServerKey.HTTP_LISTEN;
    String text = values.get(key);
    if (text == null) {
      ListenAddress usual = ListenAddress.parse(key, key.defaultValue());
      return server.port() == 0 ? new ListenAddress(usual.host(), 0) : usual;
    }
    return text.equals(OFF) ? null : ListenAddress.parse(key, text);
  }
}

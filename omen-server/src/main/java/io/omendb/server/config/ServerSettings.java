package io.omendb.server.config;

import io.omendb.OmenException;
import io.omendb.server.security.SecuritySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param transferDirectory where clients may import from and export to; null for nowhere
 * @param grace what running calls get to finish when the server shuts down
 * @param security certificates, tokens and where they are not needed
 * @param limits what clients may ask for
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
    @Nullable Path transferDirectory,
    Duration grace,
    SecuritySettings security,
    LimitSettings limits) {

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
        number(values, ServerKey.READ_THREADS),
        number(values, ServerKey.QUEUE),
        number(values, ServerKey.SCANS),
        number(values, ServerKey.VIEWS),
        Duration.ofMillis(number(values, ServerKey.VIEW_IDLE_MILLIS)),
        number(values, ServerKey.OPERATIONS),
        ServerKey.TRANSFER_DIR.file(text(values, ServerKey.TRANSFER_DIR)),
        Duration.ofMillis(number(values, ServerKey.GRACE_MILLIS)),
        security(values),
        LimitSettings.of(key -> number(values, key)));
  }

  private static SecuritySettings security(Map<ServerKey, String> values) {
    return new SecuritySettings(
        ServerKey.TLS_CERT.file(text(values, ServerKey.TLS_CERT)),
        ServerKey.TLS_KEY.file(text(values, ServerKey.TLS_KEY)),
        ServerKey.TLS_CLIENT_CA.file(text(values, ServerKey.TLS_CLIENT_CA)),
        ServerKey.TOKENS_FILE.path(text(values, ServerKey.TOKENS_FILE)),
        ServerKey.INSECURE.flag(text(values, ServerKey.INSECURE)));
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

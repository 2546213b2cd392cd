package io.omendb.server.cli;

import io.omendb.ConnectionOptions;
import io.omendb.OmenException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The global options that go with {@code --url}. */
final class ConnectionMixin {
  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      scope = ScopeType.INHERIT,
      description = "For a server that wants one (default: the environment's OMENDB_TOKEN).")
  private @Nullable String token;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file of the authorities to trust; the server is asked over TLS.")
  private @Nullable Path authorities;

  @Option(
      names = "--tls-client-cert",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file of a certificate for a server that wants one.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-client-key",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file of its private key.")
  private @Nullable Path key;

  ConnectionOptions options() {
    ConnectionOptions options = ConnectionOptions.defaults();
    if (token != null) {
      options = options.token(token);
    }
    if (authorities != null) {
      options = options.authorities(authorities);
    }
    if (certificate != null && key != null) {
      options = options.identity(certificate, key);
    } else if (certificate != null || key != null) {
      throw OmenException.invalid(
          "tls", "--tls-client-cert and --tls-client-key go together", "give both");
    }
    return options;
  }

  /** Refuses them where there is no server. */
  void requireNone() {
    if (token != null || authorities != null || certificate != null || key != null) {
      throw OmenException.invalid(
          "url", "--token and --tls-... go with --url only", "leave them out, or give --url");
    }
  }
}

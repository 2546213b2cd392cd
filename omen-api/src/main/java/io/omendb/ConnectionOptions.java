package io.omendb;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to a server: the token to send, and for {@code grpcs:} locations whom to trust and
 * what to show. Immutable; no text of it holds the token.
 *
 * <p>{@code Database.open("grpcs://db.example.org", DatabaseOptions.defaults().with(
 * ConnectionOptions.defaults().token(token).authorities(Path.of("ca.pem"))))}
 */
public final class ConnectionOptions {
  private static final ConnectionOptions DEFAULTS = new ConnectionOptions(null, null, null, null);

  private final @Nullable String token;
  private final @Nullable Path authorities;
  private final @Nullable Path certificate;
  private final @Nullable Path key;

  private ConnectionOptions(
      @Nullable String token,
      @Nullable Path authorities,
      @Nullable Path certificate,
      @Nullable Path key) {
    this.token = token;
    this.authorities = authorities;
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Nothing set: the token of the environment variable {@code OMENDB_TOKEN}, if there is one, and
   * the authorities that this JVM trusts.
   */
  public static ConnectionOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with a token, which is sent with every call.
   *
   * @throws OmenException where it has other characters than tokens have
   */
  public ConnectionOptions token(String newToken) {
    if (newToken.isEmpty() || !newToken.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw OmenException.invalid(
          "token", "The token is empty or has blanks or letters that no token has", null);
    }
    return new ConnectionOptions(newToken, authorities, certificate, key);
  }

  /** These options with a PEM file of the authorities to trust, in place of the JVM's. */
  public ConnectionOptions authorities(Path file) {
    return new ConnectionOptions(token, file, certificate, key);
  }

  /** These options with a certificate and its key, PEM files, for a server that asks for one. */
  public ConnectionOptions identity(Path certificateFile, Path keyFile) {
    return new ConnectionOptions(token, authorities, certificateFile, keyFile);
  }

  /** The token to send. */
  public Optional<String> token() {
    return Optional.ofNullable(token);
  }

  /** The file of the authorities to trust. */
  public Optional<Path> authorities() {
    return Optional.ofNullable(authorities);
  }

  /** The file of the certificate to show. */
  public Optional<Path> certificate() {
    return Optional.ofNullable(certificate);
  }

  /** The file of its key. */
  public Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  /** Whether something of TLS is set. */
  public boolean hasTls() {
    return authorities != null || certificate != null;
  }

  /** What is set, without the token. */
  @Override
  public String toString() {
    return "ConnectionOptions[token="
        + (token == null ? "none" : "set")
        + ", authorities="
        + authorities
        + ", certificate="
        + certificate
        + "]";
  }
}

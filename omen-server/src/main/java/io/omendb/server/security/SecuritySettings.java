package io.omendb.server.security;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this package.
 *
 * @param certificate PEM file of the server's certificate and those that signed it; null for no TLS
 * @param key PEM file of its private key
 * @param clientAuthorities PEM file of the authorities that client certificates must be signed by;
 *     null where clients need none
 * @param tokens what {@code tokens.file} says: a path, {@value #BESIDE} or {@value #NONE}
 * @param insecure whether any address may be listened on without TLS and tokens
 */
public record SecuritySettings(
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path clientAuthorities,
    String tokens,
    boolean insecure) {
  /** The token file lies beside the data directory. */
  public static final String BESIDE = "auto";

  /** No file. */
  public static final String NONE = "none";

  /*
   * Beside the data directory and not inside: what lies inside is the storage engine's, which lists,
   * verifies and copies it; a backup must not carry credentials to where it is restored; and whoever
   * may read the data files need not see the hashes.
   */
  private static final String SUFFIX = ".tokens.json";
  private static final String FILE_SCHEME = "file:";

  /** The token file of a database in a directory; empty where there is none. */
  public Optional<TokenFile> tokenFile(@Nullable Path directory) {
    if (tokens.equals(NONE)) {
      return Optional.empty();
    }
    if (!tokens.equals(BESIDE)) {
      return Optional.of(new TokenFile(Path.of(tokens)));
    }
    if (directory == null) {
      return Optional.empty();
    }
    Path absolute = directory.toAbsolutePath().normalize();
    return Optional.ofNullable(absolute.getFileName())
        .map(name -> new TokenFile(absolute.resolveSibling(name + SUFFIX)));
  }

  /** The token file of a database at a URI; one in memory has none beside it. */
  public Optional<TokenFile> tokenFileOf(String uri) {
    return tokenFile(dataDirectory(uri).orElse(null));
  }

  /** The data directory of a database at a URI; one in memory has none. */
  public static Optional<Path> dataDirectory(String uri) {
    if (!uri.startsWith(FILE_SCHEME)) {
      return Optional.empty();
    }
    String path = uri.substring(FILE_SCHEME.length());
    return Optional.of(Path.of(path.startsWith("///") ? path.substring(2) : path));
  }
}

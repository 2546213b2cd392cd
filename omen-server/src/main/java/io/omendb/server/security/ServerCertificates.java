package io.omendb.server.security;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a server shows and the authorities that clients' must be signed by. Read
 * again within seconds when one of the files changes: new connections get the new certificate,
 * those there are go on. Files that do not go together leave the old ones in force, with a warning
 * in the log, so that they may be replaced one after the other. Safe for concurrent use.
 */
public final class ServerCertificates implements AutoCloseable {
  /*
   * gRPC's own watching of files waits until certificate and key have both changed, so that a
   * certificate renewed for the same key would never be taken: hence FileWatch.
   */
  private static final System.Logger LOG = System.getLogger(ServerCertificates.class.getName());
  private static final String CERT = "tls.cert";
  private static final String KEY = "tls.key";
  private static final String CLIENT_CA = "tls.client_ca";

  private final Path certificateFile;
  private final Path keyFile;
  private final @Nullable Path authoritiesFile;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final @Nullable AdvancedTlsX509TrustManager clients;
  private final FileWatch watch;

  private ServerCertificates(Path certificateFile, Path keyFile, @Nullable Path authoritiesFile) {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.authoritiesFile = authoritiesFile;
    this.clients = authoritiesFile == null ? null : trustManager();
    List<Path> files = new ArrayList<>(List.of(certificateFile, keyFile));
    if (authoritiesFile != null) {
      files.add(authoritiesFile);
    }
    this.watch = new FileWatch(files, this::reload);
    load();
    watch.start();
  }

  /**
   * Reads the files of the settings; empty where they name none.
   *
   * @throws OmenException naming the setting or file that is missing or wrong
   */
  public static Optional<ServerCertificates> open(SecuritySettings settings) {
    Path certificate = settings.certificate();
    Path key = settings.key();
    if (certificate != null && key != null) {
      return Optional.of(new ServerCertificates(certificate, key, settings.clientAuthorities()));
    }
    if (certificate != null || key != null) {
      String missing = certificate == null ? CERT : KEY;
      throw OmenException.invalid(
          missing, missing + " is missing", "a certificate and its key go together");
    }
    if (settings.clientAuthorities() != null) {
      throw OmenException.invalid(
          CLIENT_CA, CLIENT_CA + " goes with TLS only", "set " + CERT + " and " + KEY + " too");
    }
    return Optional.empty();
  }

  /** Shows the certificate that is in force. */
  public X509ExtendedKeyManager keyManager() {
    return keys;
  }

  /** Judges clients; empty where they need no certificate. */
  public Optional<X509ExtendedTrustManager> clientTrust() {
    return Optional.ofNullable(clients);
  }

  private void reload() {
    load();
    LOG.log(System.Logger.Level.INFO, "Took a new certificate from {0}", certificateFile);
  }

  private void load() {
    X509Certificate[] chain = PemFiles.certificates(certificateFile, CERT);
    PrivateKey key = PemFiles.key(keyFile, KEY);
    PemFiles.requirePair(PemFiles.leaf(chain), key, keyFile, KEY);
    if (clients != null && authoritiesFile != null) {
      try {
        clients.updateTrustCredentials(PemFiles.certificates(authoritiesFile, CLIENT_CA));
      } catch (IOException | GeneralSecurityException e) {
        throw new OmenException(
            ErrorCode.INVALID_DATA,
            authoritiesFile + " holds no authorities",
            CLIENT_CA,
            "write PEM certificates",
            e);
      }
    }
    keys.updateIdentityCredentials(chain, key);
  }

  private static AdvancedTlsX509TrustManager trustManager() {
    try {
      // A client's certificate stands for no host: who has one that the authorities signed comes
      // in.
      return AdvancedTlsX509TrustManager.newBuilder()
          .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
          .build();
    } catch (GeneralSecurityException e) {
      throw new OmenException(ErrorCode.INTERNAL, "This JVM has no trust managers", e);
    }
  }

  /** Watches no more. */
  @Override
  public void close() {
    watch.close();
  }
}

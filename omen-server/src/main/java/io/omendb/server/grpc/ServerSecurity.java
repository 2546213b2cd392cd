package io.omendb.server.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.security.AccessControl;
import io.omendb.server.security.BindPolicy;
import io.omendb.server.security.SecuritySettings;
import io.omendb.server.security.ServerCertificates;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Certificates and tokens of a gRPC server, opened together and closed together. */
final class ServerSecurity implements AutoCloseable {
  private final Optional<ServerCertificates> certificates;
  private final AccessControl control;

  private ServerSecurity(Optional<ServerCertificates> certificates, AccessControl control) {
    this.certificates = certificates;
    this.control = control;
  }

  /**
   * Reads certificates and tokens.
   *
   * @param databaseUri where the token file lies beside, unless the settings name one
   * @throws OmenException where a file is wrong, or the address needs what is not there
   */
  static ServerSecurity open(
      InetSocketAddress address, SecuritySettings settings, String databaseUri) {
    AccessControl control = AccessControl.open(settings.tokenFileOf(databaseUri).orElse(null));
    boolean opened = false;
    Optional<ServerCertificates> certificates = Optional.empty();
    try {
      certificates = ServerCertificates.open(settings);
      BindPolicy.check(
          address,
          ServerKey.LISTEN.text(),
          certificates.isPresent(),
          control.required(),
          settings.insecure());
      opened = true;
    } finally {
      if (!opened) {
        certificates.ifPresent(ServerCertificates::close);
        control.close();
      }
    }
    return new ServerSecurity(certificates, control);
  }

  /** How connections are encrypted. */
  ServerCredentials credentials() {
    return certificates.map(ServerSecurity::tls).orElseGet(InsecureServerCredentials::create);
  }

  private static ServerCredentials tls(ServerCertificates certificates) {
    TlsServerCredentials.Builder tls =
        TlsServerCredentials.newBuilder().keyManager(certificates.keyManager());
    certificates
        .clientTrust()
        .ifPresent(
            trust -> tls.trustManager(trust).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE));
    return tls.build();
  }

  /** A service whose calls are let through as their rules say. */
  ServerServiceDefinition guard(ServerServiceDefinition service) {
    return ServerInterceptors.intercept(service, new AccessInterceptor(control));
  }

  @Override
  public void close() {
    certificates.ifPresent(ServerCertificates::close);
    control.close();
  }
}

package io.omendb.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.security.AccessControl;
import io.omendb.server.security.BindPolicy;
import io.omendb.server.security.Principal;
import io.omendb.server.security.Role;
import io.omendb.server.security.SecuritySettings;
import io.omendb.server.security.ServerCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and tokens of the HTTP side of a server, the same as those of gRPC. Health and the
 * OpenAPI document are for everybody.
 */
public final class HttpSecurity implements Gate, AutoCloseable {
  private final Optional<ServerCertificates> certificates;
  private final AccessControl control;
  private final boolean insecure;

  private HttpSecurity(
      Optional<ServerCertificates> certificates, AccessControl control, boolean insecure) {
    this.certificates = certificates;
    this.control = control;
    this.insecure = insecure;
  }

  /**
   * Reads certificates and tokens.
   *
   * @param databaseUri where the token file lies beside, unless the settings name one
   * @throws OmenException where a file is wrong
   */
  public static HttpSecurity open(SecuritySettings settings, String databaseUri) {
    AccessControl control = AccessControl.open(settings.tokenFileOf(databaseUri).orElse(null));
    try {
      return new HttpSecurity(ServerCertificates.open(settings), control, settings.insecure());
    } catch (RuntimeException | Error failure) {
      control.close();
      throw failure;
    }
  }

  /** A server that is bound and not started, with TLS where there are certificates. */
  HttpServer bind(InetSocketAddress address) throws IOException {
    BindPolicy.check(
        address,
        ServerKey.HTTP_LISTEN.text(),
        certificates.isPresent(),
        control.required(),
        insecure);
    if (certificates.isEmpty()) {
      return JdkServerLimits.bind(address);
    }
    HttpsServer server = JdkServerLimits.bindTls(address);
    server.setHttpsConfigurator(configurator(certificates.get()));
    return server;
  }

  private static HttpsConfigurator configurator(ServerCertificates certificates) {
    TrustManager[] trusted =
        certificates.clientTrust().map(trust -> new TrustManager[] {trust}).orElse(null);
    SSLContext context;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {certificates.keyManager()}, trusted, null);
    } catch (GeneralSecurityException e) {
      throw new OmenException(ErrorCode.INTERNAL, "This JVM has no TLS", e);
    }
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters tls = getSSLContext().getDefaultSSLParameters();
        tls.setNeedClientAuth(trusted != null);
        parameters.setSSLParameters(tls);
      }
    };
  }

  @Override
  public Principal admit(
      HttpExchange exchange, Permission permission, @Nullable String collection) {
    Role role =
        switch (permission) {
          case NONE -> null;
          case READ -> Role.READ;
          case WRITE -> Role.WRITE;
          case ADMIN -> Role.ADMIN;
        };
    if (role == null) {
      return Principal.NOBODY;
    }
    Principal principal =
        control.authenticate(exchange.getRequestHeaders().getFirst("Authorization"));
    principal.requireRole(role, "this " + exchange.getRequestMethod());
    if (collection != null) {
      principal.requireCollection(collection);
    }
    return principal;
  }

  @Override
  public void close() {
    certificates.ifPresent(ServerCertificates::close);
    control.close();
  }
}

package io.omendb.server.client;

import io.grpc.StatusRuntimeException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says why there is no connection, as far as can be told, and what to do about it. */
final class NoAnswer {
  private NoAnswer() {}

  static OmenException error(ServerAddress address, StatusRuntimeException failure) {
    List<Throwable> causes =
        Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause).toList();
    Throwable root = causes.getLast();
    if (causes.stream().anyMatch(GeneralSecurityException.class::isInstance)) {
      return unavailable(
          "The certificate of the server at " + address + " is not trusted: " + root.getMessage(),
          "name the file of its authority with --tls-ca, or ConnectionOptions.authorities; it"
              + " must be issued for the host as the address writes it",
          failure);
    }
    String text = String.valueOf(root.getMessage());
    if (causes.stream().anyMatch(SSLException.class::isInstance)) {
      return text.contains("not an SSL/TLS record")
          ? unavailable(
              "The server at " + address + " answers without TLS",
              "write grpc:// and no --tls-ca, or start it with --tls-cert and --tls-key",
              failure)
          : unavailable(
              "No TLS with the server at " + address + ": " + text,
              "it may want a client certificate: --tls-client-cert and --tls-client-key, or"
                  + " ConnectionOptions.identity",
              failure);
    }
    if (String.valueOf(failure.getStatus().getDescription()).startsWith("Network closed")) {
      return unavailable(
          "What answers at " + address + " has closed the connection",
          "write grpc:// for a server without a certificate, grpcs:// for one with",
          failure);
    }
    if (text.contains("not SETTINGS")) {
      return unavailable(
          "What answers at " + address + " does not speak plain gRPC",
          "if it wants TLS, write grpcs://"
              + address
              + ", with --tls-ca where its authority is"
              + " your own",
          failure);
    }
    return unavailable("No server answers at " + address, "start one with 'omen serve'", failure);
  }

  private static OmenException unavailable(
      String what, String remedy, StatusRuntimeException failure) {
    return new OmenException(ErrorCode.UNAVAILABLE, what, "url", remedy, failure);
  }
}

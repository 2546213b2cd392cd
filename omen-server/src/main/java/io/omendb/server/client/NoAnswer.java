package io.omendb.server.client;

import io.grpc.StatusRuntimeException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/** Says why there is no connection, as far as can be told, and what to do about it. */
final class NoAnswer {
  private NoAnswer() {}

  static OmenException error(ServerAddress address, StatusRuntimeException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      if (cause instanceof GeneralSecurityException) {
        return unavailable(
            "The certificate of the server at " + address + " is not trusted: " + root(cause),
            "name the file of its authority with --tls-ca, or ConnectionOptions.authorities; it"
                + " must be issued for the host as the address writes it",
            failure);
      }
      if (cause instanceof SSLException) {
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
      if (text.contains("not SETTINGS")) {
        return unavailable(
            "What answers at " + address + " does not speak plain gRPC",
            "if it wants TLS, write grpcs://"
                + address
                + ", with --tls-ca where its authority is"
                + " your own",
            failure);
      }
    }
    return unavailable("No server answers at " + address, "start one with 'omen serve'", failure);
  }

  private static String root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static OmenException unavailable(
      String what, String remedy, StatusRuntimeException failure) {
    return new OmenException(ErrorCode.UNAVAILABLE, what, "url", remedy, failure);
  }
}

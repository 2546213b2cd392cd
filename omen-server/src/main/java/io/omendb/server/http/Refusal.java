package io.omendb.server.http;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused for what HTTP says and not for what it asks of the database. */
final class Refusal extends OmenException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  private Refusal(
      int status,
      ErrorCode code,
      String what,
      @Nullable String field,
      @Nullable String remedy,
      Map<String, String> headers) {
    super(code, what, field, remedy, null);
    this.status = status;
    this.headers = headers;
  }

  static Refusal noSuchPath() {
    return new Refusal(
        404,
        ErrorCode.UNSUPPORTED,
        "Nothing is under this path",
        "path",
        "/openapi.json lists what there is",
        Map.of());
  }

  static Refusal wrongMethod(String allowed) {
    return new Refusal(
        405,
        ErrorCode.UNSUPPORTED,
        "This path does not take this method",
        "method",
        "use " + allowed,
        Map.of("Allow", allowed));
  }

  static Refusal notJson() {
    return new Refusal(
        415,
        ErrorCode.INVALID_ARGUMENT,
        "The body is not declared to be JSON",
        "Content-Type",
        "send Content-Type: application/json",
        Map.of());
  }

  static Refusal tooLarge(int limit, ServerKey setting) {
    return new Refusal(
        413,
        ErrorCode.LIMIT_EXCEEDED,
        "The body is larger than " + limit + " bytes",
        "body",
        "split the request, or raise " + setting.text() + " of the server",
        Map.of());
  }

  static Refusal wrongHost() {
    return new Refusal(
        421,
        ErrorCode.INVALID_ARGUMENT,
        "The server listens on a loopback address and the request names another host",
        "Host",
        "address it as 127.0.0.1, [::1] or localhost",
        Map.of());
  }

  static Refusal wrongOrigin() {
    return new Refusal(
        403,
        ErrorCode.INVALID_ARGUMENT,
        "The server listens on a loopback address and the request comes from another host's page",
        "Origin",
        "ask from a page of localhost, or from a program",
        Map.of());
  }

  /** Nothing can be said about the rest of the connection, so it is closed. */
  static Refusal incompleteBody() {
    return new Refusal(
        408,
        ErrorCode.CANCELLED,
        "The body did not arrive in time",
        "body",
        "send it faster, or raise http.timeout.millis",
        Map.of("Connection", "close"));
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}

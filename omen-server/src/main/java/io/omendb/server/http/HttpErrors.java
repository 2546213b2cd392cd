package io.omendb.server.http;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.grpc.ErrorStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns exceptions into answers: {@code {"error": {"code", "reason", "field", "message"}}}, where
 * {@code code} is the name of the gRPC status and {@code reason} the {@link ErrorCode}. Anything
 * but an {@link OmenException} arrives as an id that stands beside it in the server's log.
 */
final class HttpErrors {
  private static final System.Logger LOG = System.getLogger(HttpErrors.class.getName());
  private static final int MAX_MESSAGE_BYTES = 1000;
  private static final int MAX_FIELD_BYTES = 100;
  private static final Map<String, String> RETRY = Map.of("Retry-After", "1");
  private static final Map<String, String> CHALLENGE = Map.of("WWW-Authenticate", "Bearer");

  private HttpErrors() {}

  static Answer answer(Throwable error) {
    if (error instanceof Refusal refusal) {
      return answer(refusal).withStatus(refusal.status()).withHeaders(refusal.headers());
    }
    if (error instanceof OmenException known && known.code() != ErrorCode.INTERNAL) {
      if (known.code() == ErrorCode.CORRUPTION || known.code() == ErrorCode.IO_ERROR) {
        LOG.log(System.Logger.Level.ERROR, known.getMessage(), known);
      }
      return answer(known);
    }
    String id = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "Internal error " + id, error);
    return answer(
        new OmenException(
            ErrorCode.INTERNAL,
            "Internal error " + id,
            "the server's log has the cause under this id"));
  }

  /** The HTTP status of a reason; clients tell reasons of one status apart by the body. */
  static int status(ErrorCode reason) {
    return switch (reason) {
      case INVALID_ARGUMENT,
          INVALID_NAME,
          INVALID_SCHEMA,
          INVALID_VALUE,
          INVALID_DATA,
          COLUMN_NOT_FOUND,
          ENGINE_NOT_FOUND ->
          400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case COLLECTION_NOT_FOUND,
          ROW_NOT_FOUND,
          VIEW_NOT_FOUND,
          LOCATION_NOT_FOUND,
          OPERATION_NOT_FOUND ->
          404;
      case COLLECTION_EXISTS, CONFLICT, DATABASE_LOCKED -> 409;
      case LIMIT_EXCEEDED -> 413;
      case OVERLOADED -> 429;
      case CANCELLED -> 499; // what nginx answers; no number is registered for it
      case CORRUPTION, INTERNAL, UNSUPPORTED_FORMAT -> 500;
      case UNSUPPORTED -> 501;
      case IO_ERROR, CLOSED, UNAVAILABLE, READ_ONLY -> 503;
      case DISK_FULL -> 507;
    };
  }

  private static Answer answer(OmenException error) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("code", ErrorStatus.code(error.code()).name());
    fields.put("reason", error.code().name());
    fields.put(
        "field", error.field().map(name -> ErrorStatus.cut(name, MAX_FIELD_BYTES)).orElse(null));
    fields.put("message", ErrorStatus.cut(String.valueOf(error.getMessage()), MAX_MESSAGE_BYTES));
    return Answer.json(Map.of("error", fields))
        .withStatus(status(error.code()))
        .withHeaders(headers(error.code()));
  }

  private static Map<String, String> headers(ErrorCode reason) {
    return switch (reason) {
      case OVERLOADED -> RETRY;
      case UNAUTHENTICATED -> CHALLENGE;
      default -> Map.of();
    };
  }
}

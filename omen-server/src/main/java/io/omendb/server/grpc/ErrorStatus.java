package io.omendb.server.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.grpc.v1.WriteFailure;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Turns exceptions into gRPC statuses. An {@link OmenException} arrives with its message and, as
 * details, an {@code ErrorInfo} (reason, field), a {@code BadRequest} where the request is to blame
 * and a {@code RetryInfo} where the load is; anything else as INTERNAL with an id that stands
 * beside the exception in the server's log and nothing more.
 */
public final class ErrorStatus {
  /** The domain of every {@code ErrorInfo}. */
  static final String DOMAIN = "omendb";

  private static final System.Logger LOG = System.getLogger(ErrorStatus.class.getName());

  /**
   * Bytes of a message. It is sent up to three times, once percent-encoded, in trailers of which
   * clients accept 8 KiB.
   */
  private static final int MAX_MESSAGE_BYTES = 1000;

  private static final int MAX_FIELD_BYTES = 100;

  private static final long RETRY_MILLIS_MIN = 50;
  private static final long RETRY_MILLIS_MAX = 200;

  private ErrorStatus() {}

  /** The status that says what an exception says; one that nobody expected is logged. */
  public static StatusRuntimeException of(Throwable error) {
    if (error instanceof OmenException known && known.code() != ErrorCode.INTERNAL) {
      return StatusProto.toStatusRuntimeException(describe(known));
    }
    if (error.getCause() instanceof InvalidProtocolBufferException malformed) {
      return of(
          new OmenException(
              ErrorCode.INVALID_DATA,
              "The request is not a valid message: " + malformed.getMessage()));
    }
    return internal(error);
  }

  /** The gRPC code of a reason; clients tell reasons of one code apart by the details. */
  public static Status.Code code(ErrorCode reason) {
    return switch (reason) {
      case INVALID_ARGUMENT,
          INVALID_NAME,
          INVALID_SCHEMA,
          INVALID_VALUE,
          INVALID_DATA,
          LIMIT_EXCEEDED,
          COLUMN_NOT_FOUND ->
          Status.Code.INVALID_ARGUMENT;
      case COLLECTION_NOT_FOUND,
          ROW_NOT_FOUND,
          VIEW_NOT_FOUND,
          LOCATION_NOT_FOUND,
          OPERATION_NOT_FOUND ->
          Status.Code.NOT_FOUND;
      case COLLECTION_EXISTS -> Status.Code.ALREADY_EXISTS;
      case DATABASE_LOCKED, READ_ONLY, UNSUPPORTED_FORMAT, ENGINE_NOT_FOUND ->
          Status.Code.FAILED_PRECONDITION;
      case CONFLICT -> Status.Code.ABORTED;
      case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
      case DISK_FULL, OVERLOADED -> Status.Code.RESOURCE_EXHAUSTED;
      case IO_ERROR, CLOSED, UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case CANCELLED -> Status.Code.CANCELLED;
      case UNSUPPORTED -> Status.Code.UNIMPLEMENTED;
      case CORRUPTION -> Status.Code.DATA_LOSS;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }

  /** An error that concerns one batch of several. */
  static WriteFailure failure(OmenException error) {
    return WriteFailure.newBuilder()
        .setReason(error.code().name())
        .setMessage(cut(String.valueOf(error.getMessage()), MAX_MESSAGE_BYTES))
        .setField(cut(error.field().orElse(""), MAX_FIELD_BYTES))
        .build();
  }

  private static com.google.rpc.Status describe(OmenException error) {
    Status.Code code = code(error.code());
    if (error.code().category() == ErrorCode.Category.CORRUPTION
        || error.code() == ErrorCode.IO_ERROR) {
      LOG.log(System.Logger.Level.ERROR, error.getMessage(), error);
    }
    String message = cut(String.valueOf(error.getMessage()), MAX_MESSAGE_BYTES);
    ErrorInfo.Builder info =
        ErrorInfo.newBuilder().setReason(error.code().name()).setDomain(DOMAIN);
    error.field().ifPresent(field -> info.putMetadata("field", cut(field, MAX_FIELD_BYTES)));
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(code.value())
            .setMessage(message)
            .addDetails(Any.pack(info.build()));
    if (code == Status.Code.INVALID_ARGUMENT && error.field().isPresent()) {
      status.addDetails(Any.pack(badRequest(error.field().get(), error.what())));
    }
    if (error.code() == ErrorCode.OVERLOADED) {
      status.addDetails(Any.pack(retryLater()));
    }
    return status.build();
  }

  /** Not the same for all, so that those who are refused together do not come back together. */
  private static RetryInfo retryLater() {
    long millis = ThreadLocalRandom.current().nextLong(RETRY_MILLIS_MIN, RETRY_MILLIS_MAX);
    return RetryInfo.newBuilder().setRetryDelay(Durations.fromMillis(millis)).build();
  }

  private static BadRequest badRequest(String field, String what) {
    return BadRequest.newBuilder()
        .addFieldViolations(
            BadRequest.FieldViolation.newBuilder()
                .setField(cut(field, MAX_FIELD_BYTES))
                .setDescription(cut(what, MAX_MESSAGE_BYTES)))
        .build();
  }

  private static StatusRuntimeException internal(Throwable error) {
    String id = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "Internal error " + id, error);
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.INTERNAL.value())
            .setMessage("Internal error " + id + " (the server's log has the cause under this id)")
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(ErrorCode.INTERNAL.name())
                        .setDomain(DOMAIN)
                        .putMetadata("id", id)
                        .build()))
            .build());
  }

  /** The text, or as many of its first characters as fit, in valid UTF-8. */
  public static String cut(String text, int maxBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= maxBytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    String suffix = "...";
    int end = maxBytes - suffix.length();
    while ((bytes[end] & 0xC0) == 0x80) { // inside a character
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + suffix;
  }
}

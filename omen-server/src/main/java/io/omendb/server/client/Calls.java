package io.omendb.server.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs calls, and turns the statuses they fail with into the errors that the server threw. */
final class Calls {
  private final ServerAddress address;

  Calls(ServerAddress address) {
    this.address = address;
  }

  <T> T run(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw error(e);
    }
  }

  OmenException error(StatusRuntimeException failure) {
    Optional<ErrorInfo> info = info(failure);
    String message = String.valueOf(failure.getStatus().getDescription());
    if (info.isPresent()) {
      Optional<ErrorCode> code = code(info.get().getReason());
      if (code.isPresent()) {
        String field = info.get().getMetadataMap().get("field");
        // What the API says of a view that is closed.
        ErrorCode ours = code.get() == ErrorCode.VIEW_NOT_FOUND ? ErrorCode.CLOSED : code.get();
        return new OmenException(ours, message, field, null, failure);
      }
    }
    return switch (failure.getStatus().getCode()) {
      case UNAVAILABLE -> NoAnswer.error(address, failure);
      case UNAUTHENTICATED -> new OmenException(ErrorCode.UNAUTHENTICATED, message, failure);
      case PERMISSION_DENIED -> new OmenException(ErrorCode.PERMISSION_DENIED, message, failure);
      case CANCELLED, DEADLINE_EXCEEDED -> new OmenException(ErrorCode.CANCELLED, message, failure);
      case RESOURCE_EXHAUSTED -> new OmenException(ErrorCode.LIMIT_EXCEEDED, message, failure);
      case UNIMPLEMENTED ->
          new OmenException(
              ErrorCode.UNSUPPORTED, "The server at " + address + " lacks it: " + message, failure);
      default ->
          new OmenException(
              ErrorCode.INTERNAL, failure.getStatus().getCode() + ": " + message, failure);
    };
  }

  private static Optional<ErrorInfo> info(StatusRuntimeException failure) {
    var status = StatusProto.fromThrowable(failure);
    if (status == null) {
      return Optional.empty();
    }
    for (Any detail : status.getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        try {
          return Optional.of(detail.unpack(ErrorInfo.class));
        } catch (InvalidProtocolBufferException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Empty for a reason that a newer server knows and this client does not. */
  static Optional<ErrorCode> code(String reason) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(reason)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** Whether a failure is this side's own cancelling. */
  static boolean isCancelled(StatusRuntimeException failure) {
    return failure.getStatus().getCode() == Status.Code.CANCELLED;
  }
}

package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.omendb.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** An error as a client reads it. */
record ErrorDetails(
    Status.Code code,
    String message,
    ErrorInfo info,
    Optional<BadRequest> badRequest,
    Optional<RetryInfo> retryInfo) {
  /** The error a call must end with. */
  static ErrorDetails of(Executable call) {
    return of(assertThrows(StatusRuntimeException.class, call));
  }

  static ErrorDetails of(Throwable error) {
    com.google.rpc.Status status = StatusProto.fromThrowable(error);
    if (status == null) {
      throw new AssertionError("no google.rpc.Status", error);
    }
    ErrorInfo info = ErrorInfo.getDefaultInstance();
    Optional<BadRequest> badRequest = Optional.empty();
    Optional<RetryInfo> retryInfo = Optional.empty();
    try {
      for (Any detail : status.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          info = detail.unpack(ErrorInfo.class);
        } else if (detail.is(RetryInfo.class)) {
          retryInfo = Optional.of(detail.unpack(RetryInfo.class));
        } else {
          badRequest = Optional.of(detail.unpack(BadRequest.class));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return new ErrorDetails(
        Status.fromCodeValue(status.getCode()).getCode(),
        status.getMessage(),
        info,
        badRequest,
        retryInfo);
  }

  /** Checks code, reason, domain and field, in both details. */
  void assertIs(Status.Code code, ErrorCode reason, @Nullable String field) {
    assertEquals(code, code(), toString());
    assertEquals(reason.name(), info.getReason(), toString());
    assertEquals(ErrorStatus.DOMAIN, info.getDomain(), toString());
    assertEquals(field, info.getMetadataMap().get("field"), toString());
    assertEquals(reason == ErrorCode.OVERLOADED, retryInfo.isPresent(), toString());
    if (code == Status.Code.INVALID_ARGUMENT && field != null) {
      assertEquals(field, badRequest.orElseThrow().getFieldViolations(0).getField());
    }
  }
}

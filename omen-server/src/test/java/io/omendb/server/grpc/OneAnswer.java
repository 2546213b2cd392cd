package io.omendb.server.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls of any kind with any bytes, of which the first answer says enough. */
final class OneAnswer {
  private static final long PATIENCE_SECONDS = 30;

  /** OK, with a message or without, or the error. */
  record Result(Status status, Metadata trailers) {
    StatusRuntimeException exception() {
      return status.asRuntimeException(trailers);
    }
  }

  private OneAnswer() {}

  /** Sends one request and cancels the call after the first response. */
  static Result of(Channel channel, MethodDescriptor<?, ?> method, byte[] request) {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(method.getType())
            .setFullMethodName(method.getFullMethodName())
            .setRequestMarshaller(RawCalls.BYTES)
            .setResponseMarshaller(RawCalls.BYTES)
            .build();
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            raw, CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS));
    CompletableFuture<Result> answer = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            answer.complete(new Result(Status.OK, new Metadata()));
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            answer.complete(new Result(status, trailers));
          }
        },
        new Metadata());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
    Result result = answer.join();
    call.cancel("enough", null);
    return result;
  }
}

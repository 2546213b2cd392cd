package io.omendb.server.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.omendb.server.limits.RequestBounds;

/** Refuses requests that ask for more than the settings allow, and responses that are too large. */
final class LimitInterceptor implements ServerInterceptor {
  private final RequestBounds bounds;
  private final RequestLimits requests;

  LimitInterceptor(RequestBounds bounds) {
    this.bounds = bounds;
    this.requests = new RequestLimits(bounds);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(
        next.startCall(new LimitedCall<>(call), headers)) {
      @Override
      public void onMessage(Q message) {
        requests.check(message);
        super.onMessage(message);
      }
    };
  }

  private final class LimitedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    LimitedCall(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void sendMessage(R message) {
      int bytes = message instanceof MessageLite sized ? sized.getSerializedSize() : 0;
      bounds.checkAnswer(bytes);
      super.sendMessage(message);
    }
  }
}

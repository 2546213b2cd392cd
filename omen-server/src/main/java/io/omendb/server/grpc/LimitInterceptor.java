package io.omendb.server.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.LimitSettings;
import io.omendb.server.config.ServerKey;

/** Refuses requests that ask for more than the settings allow, and responses that are too large. */
final class LimitInterceptor implements ServerInterceptor {
  private final LimitSettings limits;
  private final RequestLimits requests;

  LimitInterceptor(LimitSettings limits) {
    this.limits = limits;
    this.requests = new RequestLimits(limits);
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
      if (bytes > limits.inboundBytes()) {
        throw new OmenException(
            ErrorCode.LIMIT_EXCEEDED,
            "The response takes " + bytes + " bytes, the limit is " + limits.messageBytes(),
            "ask for fewer rows or columns, or raise "
                + ServerKey.LIMITS_MESSAGE_BYTES.text()
                + " of the server");
      }
      super.sendMessage(message);
    }
  }
}

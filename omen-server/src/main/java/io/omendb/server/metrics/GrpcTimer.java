package io.omendb.server.metrics;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the metrics of every call: when it begins, and how and when it ends. */
final class GrpcTimer implements ServerInterceptor {
  private final ServerMetrics metrics;

  GrpcTimer(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    TimedCall<Q, R> timed = new TimedCall<>(call, metrics);
    metrics.grpcBegun();
    try {
      return new SimpleForwardingServerCallListener<>(next.startCall(timed, headers)) {
        @Override
        public void onCancel() {
          timed.ended(Status.Code.CANCELLED);
          super.onCancel();
        }
      };
    } catch (RuntimeException | Error failure) {
      timed.ended(Status.Code.UNKNOWN); // which is what gRPC answers then
      throw failure;
    }
  }

  private static final class TimedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final ServerMetrics metrics;
    private final long started = System.nanoTime();
    private final AtomicBoolean counted = new AtomicBoolean();

    TimedCall(ServerCall<Q, R> call, ServerMetrics metrics) {
      super(call);
      this.metrics = metrics;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      ended(status.getCode());
      super.close(status, trailers);
    }

    /** The first status counts: a call that is cancelled may still try to answer. */
    void ended(Status.Code code) {
      if (counted.compareAndSet(false, true)) {
        var method = getMethodDescriptor();
        metrics.grpcEnded(
            String.valueOf(method.getServiceName()),
            String.valueOf(method.getBareMethodName()),
            code.name(),
            System.nanoTime() - started);
      }
    }
  }
}

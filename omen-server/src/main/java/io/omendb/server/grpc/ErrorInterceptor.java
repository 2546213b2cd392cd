package io.omendb.server.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.Cancellation;

/**
 * Ends a call with the status of whatever its handling throws, so that services simply throw. Does
 * not begin work whose caller has gone, and lets reads that run end.
 */
final class ErrorInterceptor implements ServerInterceptor {
  private static final System.Logger LOG = System.getLogger(ErrorInterceptor.class.getName());

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    GuardedCall<Q, R> guarded = new GuardedCall<>(call);
    return new GuardedListener<>(guarded, next.startCall(guarded, headers));
  }

  /** Knows whether the call is over. Used by one callback at a time. */
  private static final class GuardedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private boolean closed;

    GuardedCall(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      closed = true;
      super.close(status, trailers);
    }

    void run(Runnable callback) {
      try {
        callback.run();
      } catch (Throwable error) { // Whatever it is, the caller must not wait for ever.
        if (isCancelled()) {
          LOG.log(System.Logger.Level.DEBUG, "Call failed after it was cancelled", error);
        } else {
          fail(error);
        }
      }
    }

    /**
     * Reads that the callback makes end soon after the call was cancelled or its deadline passed.
     */
    void runWhileWanted(Runnable callback) {
      run(() -> Cancellation.run(this::isCancelled, callback));
    }

    private void fail(Throwable error) {
      StatusRuntimeException status = ErrorStatus.of(error);
      if (!closed) {
        Metadata trailers = status.getTrailers();
        close(status.getStatus(), trailers == null ? new Metadata() : trailers);
      }
    }
  }

  private static final class GuardedListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final GuardedCall<?, ?> call;

    GuardedListener(GuardedCall<?, ?> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      call.runWhileWanted(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      if (!call.isCancelled()) {
        call.runWhileWanted(super::onHalfClose);
      }
    }

    @Override
    public void onReady() {
      call.runWhileWanted(super::onReady);
    }

    @Override
    public void onCancel() {
      call.run(super::onCancel);
    }

    @Override
    public void onComplete() {
      call.run(super::onComplete);
    }
  }
}

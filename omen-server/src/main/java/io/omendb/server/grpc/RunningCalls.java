package io.omendb.server.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls that have begun and are not over. A call is over when its answer has been handed
 * to the network, or when nothing works for it any more after it was cancelled. Safe for concurrent
 * use.
 */
final class RunningCalls {
  private final AtomicInteger count = new AtomicInteger();

  boolean isEmpty() {
    return count.get() == 0;
  }

  <Q, R> ServerCall.Listener<Q> begin(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    count.incrementAndGet();
    boolean begun = false;
    try {
      ServerCall.Listener<Q> listener = new Counted<>(next.startCall(call, headers));
      begun = true;
      return listener;
    } finally {
      if (!begun) {
        count.decrementAndGet();
      }
    }
  }

  /** gRPC calls exactly one of the two last methods, after all others. */
  private final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {
    Counted(ServerCall.Listener<Q> listener) {
      super(listener);
    }

    @Override
    public void onCancel() {
      try {
        super.onCancel();
      } finally {
        count.decrementAndGet();
      }
    }

    @Override
    public void onComplete() {
      try {
        super.onComplete();
      } finally {
        count.decrementAndGet();
      }
    }
  }
}

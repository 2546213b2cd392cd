package io.omendb.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls on a fixed number of platform threads (native code of the storage engine would pin
 * virtual ones) and refuses a call while as many others as the queue holds wait for a thread.
 *
 * <p>Refusing costs no thread of the pool: the event loop itself does it. Health and reflection,
 * which never block, always run there, so that an overloaded server still says that it is alive.
 */
final class CallPool implements ServerCallExecutorSupplier, ServerInterceptor {
  /*
   * gRPC asks getExecutor once per call, on the event loop, and then runs interceptCall and every
   * callback of the call on what it got. A call that may run gets the pool, one that may not the
   * calling thread; interceptCall tells them apart by the thread it is on. The queue is bounded
   * here and not in the executor, for a callback of a running call must never be refused.
   */
  private static final String GRPC_PACKAGE = "grpc.";

  private final ThreadPoolExecutor threads;
  private final int queueLimit;

  CallPool(int threadCount, int queueLimit) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> new CallThread(task, "omen-call-" + number.incrementAndGet()));
    this.threads.allowCoreThreadTimeOut(true);
    this.queueLimit = queueLimit;
  }

  @Override
  public <Q, R> Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
    boolean mayRun =
        !String.valueOf(call.getMethodDescriptor().getServiceName()).startsWith(GRPC_PACKAGE)
            && threads.getQueue().size() < queueLimit;
    return mayRun ? threads : Runnable::run;
  }

  /** For services other than gRPC's own. */
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (Thread.currentThread() instanceof CallThread) {
      return next.startCall(call, headers);
    }
    var refusal =
        ErrorStatus.of(
            new OmenException(
                ErrorCode.OVERLOADED,
                queueLimit + " calls wait already",
                "try again later, or raise server.queue or server.threads"));
    Metadata trailers = refusal.getTrailers();
    call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    return new ServerCall.Listener<>() {};
  }

  /** Lets no task begin any more and waits for the running ones. Whether they ended in time. */
  boolean shutdown(Duration grace) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static final class CallThread extends Thread {
    CallThread(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }
}

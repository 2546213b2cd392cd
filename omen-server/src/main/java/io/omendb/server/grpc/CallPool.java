package io.omendb.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.OperationServiceGrpc;
import io.omendb.server.grpc.v1.ServerServiceGrpc;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Gives each call a thread of its lane, and refuses it while as many others as the queue holds wait
 * for one, or once the server drains. Reads of a row or of a description have a lane of their own,
 * so that writers that wait for a disk, or searches, do not keep them from being answered.
 *
 * <p>Refusing costs no thread of a lane: the event loop itself does it. Health and reflection,
 * which never block, always run there, so that an overloaded server still says that it is alive.
 */
final class CallPool implements ServerCallExecutorSupplier, ServerInterceptor {
  /*
   * gRPC asks getExecutor once per call, on the event loop, and then runs interceptCall and every
   * callback of the call on what it got. A call that may run gets a lane, one that may not the
   * calling thread; interceptCall tells them apart by the thread it is on.
   */
  private static final String GRPC_PACKAGE = "grpc.";

  /** Calls that wait for no disk; most are answered in microseconds. */
  private static final Set<String> SHORT =
      Set.of(
          DataServiceGrpc.getGetMethod().getFullMethodName(),
          DataServiceGrpc.getStreamGetMethod().getFullMethodName(),
          CollectionServiceGrpc.getGetCollectionMethod().getFullMethodName(),
          CollectionServiceGrpc.getListCollectionsMethod().getFullMethodName(),
          CollectionServiceGrpc.getGetCollectionStatsMethod().getFullMethodName(),
          OperationServiceGrpc.getGetOperationMethod().getFullMethodName(),
          OperationServiceGrpc.getListOperationsMethod().getFullMethodName(),
          OperationServiceGrpc.getCancelOperationMethod().getFullMethodName(),
          ServerServiceGrpc.getGetServerInfoMethod().getFullMethodName());

  private static final Duration POLL = Duration.ofMillis(2);

  private final CallLane work;
  private final CallLane reads;
  private final Refusals overloaded;
  private final Refusals drained = new Refusals(drained());
  private final RunningCalls running = new RunningCalls();
  private volatile boolean draining;

  CallPool(ServerSettings settings) {
    this.work = new CallLane("omen-call", settings.threads(), settings.queue());
    this.reads = new CallLane("omen-read", settings.readThreads(), settings.queue());
    this.overloaded = new Refusals(overloaded(settings.queue()));
  }

  @Override
  public <Q, R> Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    if (service.startsWith(GRPC_PACKAGE) || draining) {
      return Runnable::run;
    }
    CallLane lane = SHORT.contains(call.getMethodDescriptor().getFullMethodName()) ? reads : work;
    return lane.hasRoom() ? lane : Runnable::run;
  }

  /** For services other than gRPC's own. */
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (CallLane.isCurrent()) {
      return running.begin(call, headers, next);
    }
    (draining ? drained : overloaded).refuse(call);
    return new ServerCall.Listener<>() {};
  }

  private static OmenException overloaded(int queueLimit) {
    return new OmenException(
        ErrorCode.OVERLOADED,
        queueLimit + " calls wait already",
        "try again later, or raise server.queue, server.threads or server.read-threads");
  }

  private static OmenException drained() {
    return new OmenException(
        ErrorCode.UNAVAILABLE,
        "The server is shutting down and did not begin this call",
        "call another server, or this one once it is back");
  }

  /** From now on every new call is refused; those that were accepted go on. */
  void drain() {
    draining = true;
  }

  /**
   * Waits until every accepted call is over and its answer on its way. For use after {@link #drain}
   * and once the event loop has seen it.
   *
   * @return whether that was so in time
   */
  boolean awaitDrained(Duration grace) throws InterruptedException {
    long deadline = System.nanoTime() + grace.toNanos();
    // The lanes first: a call that waits in one is not yet among the running ones.
    while (!(work.isIdle() && reads.isIdle() && running.isEmpty())) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }

  /** Lets no task begin any more and waits for the running ones. Whether they ended in time. */
  boolean shutdown(Duration grace) throws InterruptedException {
    boolean worked = work.shutdown(grace);
    return reads.shutdown(grace) && worked;
  }
}

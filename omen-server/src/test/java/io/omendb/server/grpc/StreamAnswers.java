package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a call of many answers brings. */
final class StreamAnswers<R> implements StreamObserver<R> {
  private static final int PATIENCE_SECONDS = 30;

  private final List<R> responses = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Status status = Status.UNKNOWN;
  private volatile @Nullable Metadata trailers;

  @Override
  public void onNext(R response) {
    responses.add(response);
    begun.countDown();
  }

  @Override
  public void onError(Throwable failure) {
    status = Status.fromThrowable(failure);
    trailers = Status.trailersFromThrowable(failure);
    over.countDown();
  }

  @Override
  public void onCompleted() {
    status = Status.OK;
    over.countDown();
  }

  void awaitFirst() throws InterruptedException {
    assertTrue(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "no answer comes");
  }

  void awaitEnd() throws InterruptedException {
    assertTrue(over.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the call does not end");
  }

  List<R> responses() {
    return responses;
  }

  /** The error that it ended with. */
  ErrorDetails error() {
    return ErrorDetails.of(() -> {
      throw new StatusRuntimeException(status, trailers);
    });
  }

  /** How it ended. */
  Status status() {
    return status;
  }
}

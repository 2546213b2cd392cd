package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static io.omendb.server.grpc.RunningServer.city;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.omendb.ErrorCode;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamPutResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches of one call are commits of their own, answered in order. */
class StreamPutTest {
  private final RunningServer running = new RunningServer().withCities(0);

  @AfterEach
  void stop() {
    running.close();
  }

  /** What came back. */
  private static final class Answers implements StreamObserver<StreamPutResponse> {
    private final List<StreamPutResponse> responses =
        Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Throwable error;

    @Override
    public void onNext(StreamPutResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      error = failure;
      over.countDown();
    }

    @Override
    public void onCompleted() {
      over.countDown();
    }

    void await() throws InterruptedException {
      assertTrue(over.await(30, TimeUnit.SECONDS), "the call does not end");
    }
  }

  private StreamObserver<StreamPutRequest> begin(Answers answers) {
    return DataServiceGrpc.newStub(running.channel).streamPut(answers);
  }

  private static StreamPutRequest batch(int number, int rows) {
    StreamPutRequest.Builder request = StreamPutRequest.newBuilder();
    if (number == 0) {
      request.setCollection(CITIES);
    }
    for (int i = 0; i < rows; i++) {
      request.addRows(city(number * rows + i));
    }
    return request.build();
  }

  private long count() {
    return running.data().count(CountRequest.newBuilder().setCollection(CITIES).build()).getCount();
  }

  @Test
  void everyBatchIsACommit() throws InterruptedException {
    Answers answers = new Answers();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    for (int number = 0; number < 50; number++) {
      requests.onNext(batch(number, 20));
    }
    requests.onCompleted();
    answers.await();
    assertEquals(50, answers.responses.size());
    for (int i = 0; i < 50; i++) {
      assertEquals(20, answers.responses.get(i).getRows());
      assertEquals(answers.responses.getFirst().getSeq() + i, answers.responses.get(i).getSeq());
    }
    assertEquals(1_000, count());
  }

  @Test
  void badBatch_endsTheCall_andThoseBeforeItStay() throws InterruptedException {
    Answers answers = new Answers();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    requests.onNext(batch(0, 10));
    requests.onNext(batch(1, 10));
    requests.onNext(StreamPutRequest.newBuilder().addRows(Row.getDefaultInstance()).build());
    requests.onNext(batch(3, 10));
    answers.await();
    ErrorDetails.of(
            () -> {
              throw new io.grpc.StatusRuntimeException(
                  Status.fromThrowable(answers.error), Status.trailersFromThrowable(answers.error));
            })
        .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT, "rows[0].key");
    assertEquals(2, answers.responses.size());
    assertEquals(20, count());
  }

  @Test
  void collectionInASecondRequest_isRefused() throws InterruptedException {
    Answers answers = new Answers();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    requests.onNext(batch(0, 1));
    requests.onNext(batch(0, 1));
    answers.await();
    assertEquals(Status.Code.INVALID_ARGUMENT, Status.fromThrowable(answers.error).getCode());
  }

  @Test
  void shutdown_endsAnIdleCallAtOnce() throws InterruptedException {
    Answers answers = new Answers();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    requests.onNext(batch(0, 5));
    while (answers.responses.isEmpty()) {
      Thread.sleep(5);
    }
    long start = System.nanoTime();
    running.server.shutdown(Duration.ofMinutes(1));
    answers.await();
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(30).toNanos());
    assertEquals(1, answers.responses.size());
  }
}

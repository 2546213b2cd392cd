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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches of one call are commits of their own, answered in order. */
class StreamPutTest {
  private final RunningServer running = new RunningServer().withCities(0);

  @AfterEach
  void stop() {
    running.close();
  }

  private StreamObserver<StreamPutRequest> begin(StreamAnswers<StreamPutResponse> answers) {
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
    StreamAnswers<StreamPutResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    for (int number = 0; number < 50; number++) {
      requests.onNext(batch(number, 20));
    }
    requests.onCompleted();
    answers.awaitEnd();
    assertEquals(50, answers.responses().size());
    for (int i = 0; i < 50; i++) {
      assertEquals(20, answers.responses().get(i).getRows());
      assertEquals(
          answers.responses().getFirst().getSeq() + i, answers.responses().get(i).getSeq());
    }
    assertEquals(1_000, count());
  }

  @Test
  void badBatch_endsTheCall_andThoseBeforeItStay() throws InterruptedException {
    StreamAnswers<StreamPutResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    requests.onNext(batch(0, 10));
    requests.onNext(batch(1, 10));
    requests.onNext(StreamPutRequest.newBuilder().addRows(Row.getDefaultInstance()).build());
    requests.onNext(batch(3, 10));
    answers.awaitEnd();
    answers
        .error()
        .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT, "rows[0].key");
    assertEquals(2, answers.responses().size());
    assertEquals(20, count());
  }

  @Test
  void collectionInASecondRequest_isRefused() throws InterruptedException {
    StreamAnswers<StreamPutResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    requests.onNext(batch(0, 1));
    requests.onNext(batch(0, 1));
    answers.awaitEnd();
    assertEquals(Status.Code.INVALID_ARGUMENT, answers.status().getCode());
  }

  @Test
  void shutdown_endsAnIdleCallAtOnce() throws InterruptedException {
    StreamAnswers<StreamPutResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamPutRequest> requests = begin(answers);
    requests.onNext(batch(0, 5));
    answers.awaitFirst();
    long start = System.nanoTime();
    running.server.shutdown(Duration.ofMinutes(1));
    answers.awaitEnd();
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(30).toNanos());
    assertEquals(1, answers.responses().size());
  }
}

package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static io.omendb.server.grpc.RunningServer.city;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.omendb.ErrorCode;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.DeleteRequest;
import io.omendb.server.grpc.v1.Durability;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.PutResponse;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamWriteResponse;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.StreamedWriteResult;
import io.omendb.server.grpc.v1.WriteCondition;
import io.omendb.server.grpc.v1.WriteOperation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many batches in a request, each a commit of its own with its own result. */
class StreamWriteTest {
  private final RunningServer running = new RunningServer().withCities(0);

  @AfterEach
  void stop() {
    running.close();
  }

  private StreamObserver<StreamWriteRequest> begin(StreamAnswers<StreamWriteResponse> answers) {
    return DataServiceGrpc.newStub(running.channel).streamWrite(answers);
  }

  private static StreamedWrite.Builder put(int number) {
    return StreamedWrite.newBuilder()
        .addOperations(WriteOperation.newBuilder().setPut(city(number)));
  }

  private static StreamWriteRequest.Builder first() {
    return StreamWriteRequest.newBuilder().setCollection(CITIES);
  }

  private long count() {
    return running.data().count(CountRequest.newBuilder().setCollection(CITIES).build()).getCount();
  }

  @Test
  void everyBatchHasItsResult_andABadOneLeavesTheOthers() throws InterruptedException {
    StreamAnswers<StreamWriteResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamWriteRequest> requests = begin(answers);
    requests.onNext(
        first()
            .addWrites(put(1).setDurability(Durability.DURABILITY_SYNC))
            .addWrites(
                StreamedWrite.newBuilder()
                    .addOperations(WriteOperation.newBuilder().setPut(Row.getDefaultInstance())))
            .addWrites(put(2).setDurability(Durability.DURABILITY_ASYNC))
            .addWrites(put(3).addConditions(WriteCondition.newBuilder().setKey(1).setAbsent(true)))
            .build());
    requests.onNext(StreamWriteRequest.getDefaultInstance());
    requests.onNext(StreamWriteRequest.newBuilder().addWrites(put(4)).build());
    requests.onCompleted();
    answers.awaitEnd();
    assertEquals(3, answers.responses().size());
    List<StreamedWriteResult> results = answers.responses().getFirst().getResultsList();
    assertEquals(4, results.size());
    assertTrue(results.get(0).hasSeq() && results.get(2).hasSeq());
    assertEquals("operations[0].put.key", results.get(1).getFailure().getField());
    assertEquals("INVALID_ARGUMENT", results.get(1).getFailure().getReason());
    assertEquals(ErrorCode.CONFLICT.name(), results.get(3).getFailure().getReason());
    assertFalse(results.get(3).getFailure().getMessage().isEmpty());
    assertEquals(0, answers.responses().get(1).getResultsCount());
    assertEquals(3, count());
  }

  @Test
  void requestId_isOneCommit_overEveryCall() throws InterruptedException {
    String id = UUID.randomUUID().toString();
    PutRequest put =
        PutRequest.newBuilder().setCollection(CITIES).addRows(city(1)).setRequestId(id).build();
    PutResponse committed = running.data().put(put);
    assertEquals(committed, running.data().put(put));
    running.data().delete(DeleteRequest.newBuilder().setCollection(CITIES).addKeys(1).build());
    StreamAnswers<StreamWriteResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamWriteRequest> requests = begin(answers);
    requests.onNext(first().addWrites(put(1).setRequestId(id)).build());
    requests.onCompleted();
    answers.awaitEnd();
    assertEquals(
        committed.getSeq(), answers.responses().getFirst().getResults(0).getSeq(), "sent again");
    assertEquals(0, count(), "and not written again");
  }

  @Test
  void collectionInASecondRequest_isRefused() throws InterruptedException {
    StreamAnswers<StreamWriteResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamWriteRequest> requests = begin(answers);
    requests.onNext(first().addWrites(put(1)).build());
    requests.onNext(first().addWrites(put(2)).build());
    answers.awaitEnd();
    assertEquals(Status.Code.INVALID_ARGUMENT, answers.status().getCode());
    assertEquals(1, count());
  }

  @Test
  void callThatBeginsWhenTheServerHasBegunToEnd_isEndedToo() throws InterruptedException {
    StreamAnswers<StreamWriteResponse> answers = new StreamAnswers<>();
    StreamObserver<StreamWriteRequest> requests = begin(answers);
    requests.onNext(first().addWrites(put(1)).build());
    answers.awaitFirst();
    OpenCalls open = new OpenCalls();
    open.end();
    FakeServerCall<StreamWriteResponse> late = new FakeServerCall<>();
    StreamCall.start(open, 1, request -> StreamWriteResponse.getDefaultInstance(), late);
    assertTrue(late.completed(), "else a shutdown would wait for it");
    long start = System.nanoTime();
    running.server.shutdown(Duration.ofMinutes(1));
    answers.awaitEnd();
    assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 30);
    assertEquals(Status.Code.OK, answers.status().getCode());
  }
}

package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.WriteOperation;
import io.omendb.server.security.CollectionPatterns;
import io.omendb.server.security.Role;
import io.omendb.server.security.TokenFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of many requests, of which only the first names the collection, and tokens. */
class StreamAccessTest {
  @TempDir private Path scratch;
  private TokenFile tokens;
  private RunningServer running;
  private String some;

  @BeforeEach
  void start() {
    tokens = new TokenFile(scratch.resolve("tokens.json"));
    final String admin = tokens.create("admin", Role.ADMIN, CollectionPatterns.parse("*")).text();
    some = tokens.create("some", Role.WRITE, CollectionPatterns.parse("mine_*")).text();
    running = new RunningServer(Map.of(ServerKey.TOKENS_FILE, tokens.path().toString()));
    for (String name : new String[] {"mine_1", "other"}) {
      CollectionServiceGrpc.newBlockingStub(Tokens.with(running.channel, admin))
          .createCollection(
              CreateCollectionRequest.newBuilder()
                  .setCollection(name)
                  .setSchema("n int64")
                  .build());
    }
  }

  @AfterEach
  void stop() {
    running.close();
  }

  /**
   * A call of many requests.
   *
   * @param begin with a token, and an observer of the answers
   * @param request of a collection; none is named where it is empty
   */
  record Kind<Q, R>(
      String name,
      BiFunction<DataServiceGrpc.DataServiceStub, StreamObserver<R>, StreamObserver<Q>> begin,
      Function<String, Q> request) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind<?, ?>> kinds() {
    Row row = Row.newBuilder().setKey(1).build();
    return Stream.of(
        new Kind<>(
            "StreamGet",
            DataServiceGrpc.DataServiceStub::streamGet,
            name -> StreamGetRequest.newBuilder().setCollection(name).addKeys(1).build()),
        new Kind<>(
            "StreamPut",
            DataServiceGrpc.DataServiceStub::streamPut,
            name -> StreamPutRequest.newBuilder().setCollection(name).addRows(row).build()),
        new Kind<>(
            "StreamWrite",
            DataServiceGrpc.DataServiceStub::streamWrite,
            name ->
                StreamWriteRequest.newBuilder()
                    .setCollection(name)
                    .addWrites(
                        StreamedWrite.newBuilder()
                            .addOperations(WriteOperation.newBuilder().setPut(row)))
                    .build()));
  }

  private <Q, R> StreamObserver<Q> begin(Kind<Q, R> kind, StreamAnswers<R> answers) {
    return kind.begin().apply(DataServiceGrpc.newStub(Tokens.with(running.channel, some)), answers);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <Q, R> void tokenForSomeCollections_holdsForAllRequestsOfACall(Kind<Q, R> kind)
      throws InterruptedException {
    StreamAnswers<R> answers = new StreamAnswers<>();
    StreamObserver<Q> requests = begin(kind, answers);
    requests.onNext(kind.request().apply("mine_1"));
    requests.onNext(kind.request().apply(""));
    requests.onCompleted();
    answers.awaitEnd();
    assertEquals(Status.Code.OK, answers.status().getCode(), answers.status()::toString);
    assertEquals(2, answers.responses().size());
    StreamAnswers<R> refused = new StreamAnswers<>();
    begin(kind, refused).onNext(kind.request().apply("other"));
    refused.awaitEnd();
    assertEquals(Status.Code.PERMISSION_DENIED, refused.status().getCode());
    assertEquals(0, refused.responses().size());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <Q, R> void tokenThatIsRevoked_endsACallThatGoesOn(Kind<Q, R> kind) throws InterruptedException {
    StreamAnswers<R> answers = new StreamAnswers<>();
    StreamObserver<Q> requests = begin(kind, answers);
    requests.onNext(kind.request().apply("mine_1"));
    answers.awaitFirst();
    tokens.revoke("some");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (answers.status().getCode() == Status.Code.UNKNOWN) {
      assertTrue(System.nanoTime() < end, "the call goes on");
      requests.onNext(kind.request().apply(""));
      Thread.sleep(10);
    }
    assertEquals(Status.Code.UNAUTHENTICATED, answers.status().getCode());
  }
}

package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static io.omendb.server.grpc.RunningServer.city;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchSearchRequest;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.CountResponse;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.DeleteRequest;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.GetServerInfoRequest;
import io.omendb.server.grpc.v1.MeasureRecallRequest;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.grpc.v1.WriteOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that an operator has set, by requests that ask for one more. */
final class RequestLimitsTest {
  private static final CountRequest COUNT = CountRequest.newBuilder().setCollection(CITIES).build();
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running =
        new RunningServer(
                Map.of(
                    ServerKey.LIMITS_BATCH_ROWS, "5",
                    ServerKey.LIMITS_K, "7",
                    ServerKey.LIMITS_HITS, "20",
                    ServerKey.LIMITS_DIMENSION, "8",
                    ServerKey.LIMITS_PREDICATE_LENGTH, "60",
                    ServerKey.LIMITS_PREDICATE_DEPTH, "3",
                    ServerKey.LIMITS_MESSAGE_BYTES, "4194304",
                    ServerKey.LIMITS_HEADER_BYTES, "4096",
                    ServerKey.LIMITS_CONNECTION_CALLS, "2"))
            .withCities(5);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  /** A request, and the field and bound that its refusal names. */
  record TooMuch(String method, Message request, String field, int bound) {
    @Override
    public String toString() {
      return method + " " + field;
    }
  }

  static List<TooMuch> tooMuch() {
    List<TooMuch> all = new ArrayList<>();
    SearchRequest search =
        SearchRequest.newBuilder()
            .setCollection(CITIES)
            .addAllVector(List.of(1f, 2f, 3f))
            .setK(7)
            .build();
    SearchRequest wide = search.toBuilder().setK(8).build();
    List<SearchRequest> three = Collections.nCopies(3, search);
    all.add(
        new TooMuch(
            "Put",
            PutRequest.newBuilder()
                .setCollection(CITIES)
                .addAllRows(Collections.nCopies(6, city(1)))
                .build(),
            "rows",
            5));
    all.add(
        new TooMuch(
            "Delete",
            DeleteRequest.newBuilder()
                .setCollection(CITIES)
                .addAllKeys(Collections.nCopies(6, 1L))
                .build(),
            "keys",
            5));
    all.add(
        new TooMuch(
            "BatchGet",
            BatchGetRequest.newBuilder()
                .setCollection(CITIES)
                .addAllKeys(Collections.nCopies(6, 1L))
                .build(),
            "keys",
            5));
    all.add(
        new TooMuch(
            "WriteBatch",
            WriteBatchRequest.newBuilder()
                .setCollection(CITIES)
                .addAllOperations(
                    Collections.nCopies(6, WriteOperation.newBuilder().setDeleteKey(1).build()))
                .build(),
            "operations",
            5));
    all.add(new TooMuch("Search", wide, "k", 7));
    all.add(
        new TooMuch(
            "ExplainSearch", ExplainSearchRequest.newBuilder().setSearch(wide).build(), "k", 7));
    all.add(
        new TooMuch(
            "BatchSearch",
            BatchSearchRequest.newBuilder().setCollection(CITIES).addAllSearches(three).build(),
            "searches",
            20));
    all.add(
        new TooMuch(
            "MeasureRecall",
            MeasureRecallRequest.newBuilder().setCollection(CITIES).addAllSearches(three).build(),
            "searches",
            20));
    String deep = "key = 1 and (key = 2 or (not key = 3))";
    all.add(new TooMuch("Count", COUNT.toBuilder().setWhere(deep).build(), "where", 3));
    all.add(
        new TooMuch(
            "Scan",
            ScanRequest.newBuilder()
                .setCollection(CITIES)
                .setWhere("key = 1" + " ".repeat(54))
                .build(),
            "where",
            60));
    all.add(
        new TooMuch(
            "CreateCollection",
            CreateCollectionRequest.newBuilder()
                .setCollection("wide")
                .setSchema("v vector<float32>[9]")
                .build(),
            "schema",
            8));
    return all;
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void oneMore_namesFieldAndBound(TooMuch request) {
    var method =
        RawCalls.methods().stream()
            .filter(m -> m.getName().equals(request.method()))
            .findFirst()
            .orElseThrow();
    ErrorDetails error =
        ErrorDetails.of(
            () -> RawCalls.call(running.channel, method, request.request().toByteArray()));
    error.assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.LIMIT_EXCEEDED, request.field());
    assertTrue(error.message().contains("is " + request.bound() + " (ask"), error.message());
  }

  @Test
  void arrowRows_areCountedToo() {
    try (RunningServer roomy = new RunningServer().withCities(6)) {
      ByteString six =
          roomy
              .data()
              .batchGet(
                  BatchGetRequest.newBuilder()
                      .setCollection(CITIES)
                      .addAllKeys(List.of(0L, 1L, 2L, 3L, 4L, 5L))
                      .build())
              .getArrowIpcStream();
      ErrorDetails.of(() ->
              running
                  .data()
                  .put(
                      PutRequest.newBuilder().setCollection(CITIES).setArrowIpcStream(six).build()))
          .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.LIMIT_EXCEEDED, "arrow_ipc_stream");
    }
  }

  @Test
  void whatIsAllowed_isAnswered() {
    String shallow = "key = 1 and (key = 2 or key = 1)";
    assertEquals(1, running.data().count(COUNT.toBuilder().setWhere(shallow).build()).getCount());
    var info = running.info().getServerInfo(GetServerInfoRequest.getDefaultInstance());
    assertEquals(5, info.getMaxBatchOperations());
    assertEquals(4 << 20, info.getMaxMessageBytes());
  }

  @Test
  void messageTooLarge_isRefused_alsoAsAGzipBomb() {
    ByteString zeros = UnsafeByteOperations.unsafeWrap(new byte[60 << 20]);
    PutRequest bomb =
        PutRequest.newBuilder().setCollection(CITIES).setArrowIpcStream(zeros).build();
    Status large = status(() -> running.data().put(bomb));
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, large.getCode(), large.toString());
    // 60 KiB on the wire: nothing of it is unpacked.
    Status packed = status(() -> running.data().withCompression("gzip").put(bomb));
    assertEquals(Status.Code.UNIMPLEMENTED, packed.getCode(), packed.toString());
    assertTrue(String.valueOf(packed.getDescription()).contains("gzip"), packed.toString());
    goesOn();
  }

  @Test
  void headersTooLarge_areRefused() {
    Metadata headers = new Metadata();
    headers.put(Tokens.AUTHORIZATION, "Bearer " + "x".repeat(20_000));
    Channel channel =
        ClientInterceptors.intercept(
            running.channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    Status status = status(() -> DataServiceGrpc.newBlockingStub(channel).count(COUNT));
    assertTrue(!status.isOk() && status.getCode() != Status.Code.DEADLINE_EXCEEDED, status + "");
    goesOn();
  }

  @Test
  void callsOfOneConnection_takeTurns() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    running.probe.gate(gate);
    try {
      List<Future<CountResponse>> calls = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        calls.add(DataServiceGrpc.newFutureStub(running.channel).count(COUNT));
      }
      running.probe.awaitCalls(2);
      Thread.sleep(300);
      assertEquals(2, running.probe.calls.get(), "calls in the database at once");
      gate.countDown();
      for (Future<CountResponse> call : calls) {
        assertEquals(5, call.get().getCount());
      }
    } finally {
      running.probe.gate(null);
    }
  }

  private static void goesOn() {
    assertEquals(5, running.data().count(COUNT).getCount(), "the server goes on");
  }

  private static Status status(Runnable call) {
    return Assertions.assertThrows(StatusRuntimeException.class, call::run).getStatus();
  }
}

package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchGetResponse;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.Value;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that carry Arrow data one way or the other, except scans. */
final class ArrowCallsTest {
  private RunningServer running;

  @BeforeEach
  void start() {
    running = new RunningServer().withCities(3);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void put_takesArrowAndRowsInOneCommit() {
    long before = put(ByteString.EMPTY);
    long seq =
        running
            .data()
            .put(
                PutRequest.newBuilder()
                    .setCollection(CITIES)
                    .addRows(RunningServer.city(7))
                    .setArrowIpcStream(ArrowTable.write("name", Map.of(8L, "Bern", 9L, "Basel")))
                    .build())
            .getSeq();
    assertEquals(before + 1, seq);
    assertEquals(6, count());
    assertEquals("Bern", name(8));
  }

  @Test
  void batchGet_keepsTheOrderAsked_andLeavesOutWhatIsMissing() {
    BatchGetResponse response = batchGet(2, 99, 0, 2);
    ArrowTable table = ArrowTable.read(response.getArrowIpcStream());
    assertEquals(List.of("key", "name", "population", "position"), table.columns());
    assertEquals(List.of(2L, 0L, 2L), table.keys());
    assertEquals(List.of(0L, "city 0", 0L, List.of(0f, 0f, 0f)), table.rows().get(1));
    assertEquals(3, response.getRows());
  }

  @Test
  void batchGet_withoutRows_stillHasTheSchema() {
    for (BatchGetResponse response : List.of(batchGet(), batchGet(99))) {
      ArrowTable table = ArrowTable.read(response.getArrowIpcStream());
      assertEquals(4, table.columns().size());
      assertEquals(List.of(), table.rows());
    }
  }

  @Test
  void batchGet_ofColumns_hasThemInTheOrderAsked() {
    BatchGetResponse response =
        running
            .data()
            .batchGet(
                BatchGetRequest.newBuilder()
                    .setCollection(CITIES)
                    .addKeys(1)
                    .addColumns("population")
                    .addColumns("name")
                    .build());
    ArrowTable table = ArrowTable.read(response.getArrowIpcStream());
    assertEquals(List.of("key", "population", "name"), table.columns());
    assertEquals(List.of(List.of(1L, 1000L, "city 1")), table.rows());
  }

  @Test
  void batchGet_ofManyKeys_comesInSeveralBatches() {
    long[] keys = LongStream.range(0, 20_000).map(i -> i % 3).toArray();
    ArrowTable table = ArrowTable.read(batchGet(keys).getArrowIpcStream());
    assertEquals(LongStream.of(keys).boxed().toList(), table.keys());
  }

  @Test
  void batchGet_largerThanAMessage_isRefused() {
    Value megabyte = Value.newBuilder().setUtf8Value("x".repeat(1 << 20)).build();
    running
        .data()
        .put(
            PutRequest.newBuilder()
                .setCollection(CITIES)
                .addRows(Row.newBuilder().setKey(50).putValues("name", megabyte))
                .build());
    ErrorDetails.of(() -> batchGet(IntStream.range(0, 70).mapToLong(i -> 50).toArray()))
        .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.LIMIT_EXCEEDED, null);
    assertEquals(3, batchGet(50, 50, 50).getRows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "not Arrow at all, but long enough to look at", "ARROW1\0\0"})
  void put_bytesThatAreNotArrow(String text) {
    assertMalformed(ByteString.copyFromUtf8(text));
  }

  @Test
  void put_truncatedArrow_storesNothing() {
    ByteString whole = ArrowTable.write("name", Map.of(8L, "Bern", 9L, "Basel"));
    // Every cut but those between two messages, where a stream may end.
    for (int length = 9; length < whole.size() - 8; length += 7) {
      ByteString cut = whole.substring(0, length);
      try {
        put(cut);
        assertEquals(3, count(), "rows of a stream cut at " + length);
      } catch (StatusRuntimeException e) {
        ErrorDetails.of(e)
            .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_DATA, "arrow_ipc_stream");
      }
    }
    assertEquals(3, count());
  }

  @Test
  void put_damagedArrow_isTheClientsFaultOrHarmless() {
    ByteString whole = ArrowTable.write("name", Map.of(8L, "Bern", 9L, "Basel"));
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.toByteArray();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        put(ByteString.copyFrom(damaged));
      } catch (StatusRuntimeException e) {
        assertEquals(
            Status.Code.INVALID_ARGUMENT,
            e.getStatus().getCode(),
            "seed " + seed + ", round " + round + ": " + e);
      }
    }
  }

  @Test
  void put_arrowWithUnknownColumn_namesIt() {
    ErrorDetails error = ErrorDetails.of(() -> put(ArrowTable.write("mayor", Map.of(8L, "x"))));
    assertEquals(Status.Code.INVALID_ARGUMENT, error.code());
    assertTrue(error.message().contains("mayor"), error.message());
  }

  @Test
  void put_tooManyArrowRows_isRefused() {
    Map<Long, String> texts =
        LongStream.rangeClosed(0, Limits.MAX_BATCH_OPERATIONS)
            .boxed()
            .collect(Collectors.toMap(i -> i, i -> ""));
    ErrorDetails.of(() -> put(ArrowTable.write("name", texts)))
        .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.LIMIT_EXCEEDED, "arrow_ipc_stream");
    assertEquals(3, count());
  }

  private void assertMalformed(ByteString stream) {
    ErrorDetails error = ErrorDetails.of(() -> put(stream));
    error.assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_DATA, "arrow_ipc_stream");
    assertFalse(error.message().contains("Exception"), error.message());
  }

  private long put(ByteString stream) {
    return running
        .data()
        .put(PutRequest.newBuilder().setCollection(CITIES).setArrowIpcStream(stream).build())
        .getSeq();
  }

  private BatchGetResponse batchGet(long... keys) {
    return running
        .data()
        .batchGet(
            BatchGetRequest.newBuilder()
                .setCollection(CITIES)
                .addAllKeys(LongStream.of(keys).boxed().toList())
                .build());
  }

  private String name(long key) {
    return running
        .data()
        .get(GetRequest.newBuilder().setCollection(CITIES).setKey(key).build())
        .getRow()
        .getValuesOrThrow("name")
        .getUtf8Value();
  }

  private long count() {
    return running.data().count(CountRequest.newBuilder().setCollection(CITIES).build()).getCount();
  }
}

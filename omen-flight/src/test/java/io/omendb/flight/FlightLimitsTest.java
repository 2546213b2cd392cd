package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.flight.RunningFlight.Failure;
import io.omendb.server.config.ServerKey;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.flight.impl.Flight.Action;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits that an operator has set hold for Flight: at the bound passes, one more is refused. */
final class FlightLimitsTest {
  private static final Schema NUMBERS = Schema.parse("n int64");
  private static RunningFlight running;

  @BeforeAll
  static void start() {
    running =
        new RunningFlight(
            Map.of(
                ServerKey.LIMITS_BATCH_ROWS, "5",
                ServerKey.LIMITS_DIMENSION, "8",
                ServerKey.LIMITS_PREDICATE_LENGTH, "60",
                ServerKey.LIMITS_PREDICATE_DEPTH, "3"));
    running.cities(3);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static void assertBound(String field, int bound, Failure failure) {
    assertEquals(Status.Code.INVALID_ARGUMENT, failure.code(), failure.toString());
    assertEquals("LIMIT_EXCEEDED", failure.reason(), failure.toString());
    assertEquals(field, failure.field(), failure.toString());
    String message = "the limit of one request is " + bound + " (ask for less, or raise limits.";
    assertTrue(failure.message().contains(message), failure.toString());
  }

  private static void assertBound(String field, int bound, Runnable call) {
    assertBound(field, bound, Failure.of(assertThrows(StatusRuntimeException.class, call::run)));
  }

  @Test
  void doPut_recordBatch() throws Exception {
    running.database.createCollection("numbers", NUMBERS);
    PutClient put = put(5);
    assertEquals(Optional.empty(), put.end());
    assertBound("data_body", 5, put(6).end().orElseThrow());
    assertEquals(5, running.database.collection("numbers").count());
  }

  private static PutClient put(int rows) {
    return new PutClient(running, true)
        .schema(RunningFlight.path("numbers"), NUMBERS)
        .rows(NUMBERS, IntStream.range(0, rows).mapToObj(Row::of).toArray(Row[]::new));
  }

  @Test
  void doPut_create_dimension() throws Exception {
    assertEquals(Optional.empty(), create("eight", 8).end());
    assertBound("data_header", 8, create("nine", 9).end().orElseThrow());
    assertTrue(running.database.listCollections().contains("eight"));
    assertTrue(!running.database.listCollections().contains("nine"));
  }

  private static PutClient create(String name, int dimension) {
    return new PutClient(running, true)
        .schema(
            RunningFlight.command("{\"collection\":\"" + name + "\",\"create\":true}"),
            Schema.parse("v vector<float32>[" + dimension + "]"));
  }

  @Test
  void createCollection_dimension() {
    run("created", 8);
    assertBound("schema", 8, () -> run("refused", 9));
  }

  private static void run(String name, int dimension) {
    String body =
        "{\"collection\":\"%s\",\"schema\":\"v vector<float32>[%d]\"}".formatted(name, dimension);
    Action action =
        Action.newBuilder()
            .setType("create_collection")
            .setBody(ByteString.copyFromUtf8(body))
            .build();
    running.flight().doAction(action).forEachRemaining(result -> {});
  }

  @Test
  void where_depth() {
    assertEquals(1, count("key = 1 and (key = 2 or key = 1)"));
    String deep = "key = 1 and (key = 2 or (not key = 3))";
    assertBound("where", 3, () -> count(deep));
    assertBound(
        "where", 3, () -> running.flight().getFlightInfo(RunningFlight.command(where(deep))));
    assertBound("where", 3, () -> running.flight().getSchema(RunningFlight.command(where(deep))));
  }

  @Test
  void where_length() {
    String key = "key = 1";
    assertEquals(1, count(key + " ".repeat(60 - key.length())));
    assertBound("where", 60, () -> count(key + " ".repeat(61 - key.length())));
  }

  private static int count(String where) {
    return running.get(RunningFlight.ticket(where(where))).size();
  }

  private static String where(String where) {
    return "{\"collection\":\"cities\",\"where\":\"" + where + "\"}";
  }
}

package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.omendb.Collection;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.flight.RunningFlight.Failure;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.junit.jupiter.api.Test;

/** What Flight clients write is committed batch by batch, or refused with a reason. */
final class FlightWriteTest {
  @Test
  void doPut_commitsEachBatch_andSaysUnderWhichNumber() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      Collection cities = running.cities(0);
      PutClient put =
          new PutClient(running, true).schema(RunningFlight.path("cities"), cities.schema());
      put.rows(cities.schema(), RunningFlight.city(1), RunningFlight.city(2));
      put.rows(cities.schema(), RunningFlight.city(3)).rows(cities.schema());
      assertEquals(Optional.empty(), put.end());
      for (int i = 1; i <= 3; i++) {
        assertEquals(Optional.of(RunningFlight.city(i)), cities.get(i));
      }
      long first = cities.getVersioned(1).orElseThrow().seq();
      assertEquals(first, cities.getVersioned(2).orElseThrow().seq(), "one batch is one commit");
      assertTrue(cities.getVersioned(3).orElseThrow().seq() > first);
      assertEquals(3, sum(put.acknowledged, "rows"));
      assertEquals(3, sum(put.acknowledged, "batches"));
      assertEquals(
          cities.getVersioned(3).orElseThrow().seq(),
          put.acknowledged.getLast().get("seq").longValue());
    }
  }

  private static long sum(List<JsonNode> acknowledged, String field) {
    return acknowledged.stream().mapToLong(each -> each.get(field).longValue()).sum();
  }

  @Test
  void doPut_clientThatReadsNothing_isNotHeldBack_andHearsOfAllCommitsInTheEnd() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      Schema schema = Schema.parse("n int64");
      Collection numbers = running.database.createCollection("numbers", schema);
      PutClient put = new PutClient(running, false).schema(RunningFlight.path("numbers"), schema);
      int batches = 5_000;
      for (int i = 0; i < batches; i++) {
        put.rows(schema, Row.of(i).with("n", (long) i));
      }
      assertEquals(Optional.empty(), put.end());
      assertEquals(batches, numbers.count());
      assertEquals(batches, sum(put.acknowledged, "batches"));
      assertEquals(batches, sum(put.acknowledged, "rows"));
    }
  }

  @Test
  void doPut_refusedBatch_leavesThoseBeforeIt() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      Collection cities = running.cities(0);
      Schema sent = Schema.parse("name utf8, population int64");
      PutClient put = new PutClient(running, true).schema(RunningFlight.path("cities"), sent);
      put.rows(sent, Row.of(1).with("name", "a"))
          .rows(sent, Row.of(2).with("name", "b"), Row.of(3));
      put.rows(sent, Row.of(4).with("name", "d"));
      Failure failure = put.end().orElseThrow();
      assertEquals(Status.Code.INVALID_ARGUMENT, failure.code());
      assertEquals("INVALID_VALUE", failure.reason());
      assertEquals("name", failure.field());
      assertEquals(
          List.of(1L),
          IntStream.range(0, 5)
              .mapToObj(k -> (long) k)
              .filter(k -> cities.get(k).isPresent())
              .toList());
    }
  }

  @Test
  void doPut_create_makesTheCollectionOfTheArrowSchema_onceOnly() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      FlightDescriptor descriptor =
          RunningFlight.command("{\"collection\":\"cities\",\"create\":true}");
      for (int i = 0; i < 2; i++) {
        PutClient put = new PutClient(running, true).schema(descriptor, RunningFlight.SCHEMA);
        put.rows(RunningFlight.SCHEMA, RunningFlight.city(i));
        assertEquals(Optional.empty(), put.end());
      }
      Collection cities = running.database.collection("cities");
      assertEquals(RunningFlight.SCHEMA, cities.schema());
      assertEquals(2, cities.count());
    }
  }

  @Test
  void doPut_badRequests_endWithAReason() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      running.cities(1);
      Schema schema = RunningFlight.SCHEMA;
      FlightDescriptor cities = RunningFlight.path("cities");
      Failure absent =
          new PutClient(running, true).schema(RunningFlight.path("x"), schema).end().orElseThrow();
      assertEquals(Status.Code.NOT_FOUND, absent.code());
      assertField("path", new PutClient(running, true).schema(RunningFlight.path(), schema));
      assertField(
          "collection", new PutClient(running, true).schema(RunningFlight.path("../x"), schema));
      assertField(
          "descending",
          new PutClient(running, true)
              .schema(
                  RunningFlight.command("{\"collection\":\"cities\",\"descending\":true}"),
                  schema));
      assertField(
          "flight_descriptor", new PutClient(running, true).message(PutMessages.schema(schema)));
      assertField("flight_descriptor", new PutClient(running, true));
      assertField(
          "data_header",
          new PutClient(running, true)
              .message(FlightData.newBuilder().setFlightDescriptor(cities).build()));
      assertField(
          "columns", new PutClient(running, true).schema(cities, Schema.parse("other int64")));
      assertField(
          "population",
          new PutClient(running, true)
              .schema(cities, Schema.parse("population utf8"))
              .rows(Schema.parse("population utf8"), Row.of(1).with("population", "x")));
    }
  }

  private static void assertField(String field, PutClient put) throws Exception {
    Failure failure = put.end().orElseThrow(() -> new AssertionError("accepted: " + field));
    assertEquals(Status.Code.INVALID_ARGUMENT, failure.code(), failure.toString());
    assertEquals(field, failure.field(), failure.toString());
  }

  @Test
  void doPut_recordBatchBeyondTheLimits_isRefusedWhole() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      Schema schema = Schema.parse("n int64");
      Collection numbers = running.database.createCollection("numbers", schema);
      Row[] rows = IntStream.rangeClosed(0, 100_000).mapToObj(Row::of).toArray(Row[]::new);
      Failure failure =
          new PutClient(running, true)
              .schema(RunningFlight.path("numbers"), schema)
              .rows(schema, rows)
              .end()
              .orElseThrow();
      assertEquals("LIMIT_EXCEEDED", failure.reason());
      assertTrue(failure.message().contains("max_chunksize"), failure.message());
      assertEquals(0, numbers.count());
    }
  }

  @Test
  void doPut_metadataOfTheApplication_isNoBatch() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      Collection cities = running.cities(0);
      PutClient put =
          new PutClient(running, true).schema(RunningFlight.path("cities"), cities.schema());
      put.message(FlightData.newBuilder().setAppMetadata(ByteString.copyFromUtf8("mine")).build());
      put.rows(cities.schema(), RunningFlight.city(1));
      assertEquals(Optional.empty(), put.end());
      assertEquals(1, sum(put.acknowledged, "batches"));
    }
  }
}

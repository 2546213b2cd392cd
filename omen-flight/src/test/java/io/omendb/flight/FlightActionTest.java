package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.Collection;
import io.omendb.Schema;
import io.omendb.flight.RunningFlight.Failure;
import java.util.List;
import org.apache.arrow.flight.impl.Flight.Action;
import org.apache.arrow.flight.impl.Flight.ActionType;
import org.apache.arrow.flight.impl.Flight.Empty;
import org.junit.jupiter.api.Test;

/** What Flight clients do to collections. */
final class FlightActionTest {
  private static String run(RunningFlight running, String type, String body) {
    Action action =
        Action.newBuilder().setType(type).setBody(ByteString.copyFromUtf8(body)).build();
    return ImmutableList.copyOf(running.flight().doAction(action))
        .getFirst()
        .getBody()
        .toStringUtf8();
  }

  private static Failure failure(RunningFlight running, String type, String body) {
    return Failure.of(assertThrows(StatusRuntimeException.class, () -> run(running, type, body)));
  }

  @Test
  void listActions_hasThemAll() {
    try (RunningFlight running = new RunningFlight()) {
      List<String> types =
          ImmutableList.copyOf(running.flight().listActions(Empty.getDefaultInstance())).stream()
              .map(ActionType::getType)
              .toList();
      assertEquals(List.of("flush", "merge", "create_collection", "drop_collection"), types);
    }
  }

  @Test
  void collection_isCreatedFlushedMergedAndDropped() {
    try (RunningFlight running = new RunningFlight()) {
      assertEquals(
          "{\"collection\":\"places\",\"schema\":\"name utf8 not null\"}",
          run(
              running,
              "create_collection",
              "{\"collection\":\"places\",\"schema\":\"name utf8 not null\"}"));
      Collection places = running.database.collection("places");
      assertEquals(Schema.parse("name utf8 not null"), places.schema());
      places.put(io.omendb.Row.of(1).with("name", "x"));
      assertEquals(
          "{\"collection\":\"places\"}", run(running, "flush", "{\"collection\":\"places\"}"));
      assertEquals(1, places.stats().segments().size());
      places.put(io.omendb.Row.of(1).with("name", "y"));
      run(running, "merge", "{\"collection\":\"places\"}");
      assertEquals(1, places.stats().segments().size());
      run(running, "drop_collection", "{\"collection\":\"places\"}");
      assertTrue(running.database.listCollections().isEmpty());
    }
  }

  @Test
  void badActions_endWithAReason() {
    try (RunningFlight running = new RunningFlight()) {
      running.cities(1);
      assertEquals("type", failure(running, "explode", "{}").field());
      assertEquals("collection", failure(running, "flush", "{}").field());
      assertEquals("body", failure(running, "flush", "").field());
      assertEquals(
          "schema", failure(running, "flush", "{\"collection\":\"a\",\"schema\":\"\"}").field());
      assertEquals(
          "schema", failure(running, "create_collection", "{\"collection\":\"a\"}").field());
      assertEquals(
          Status.Code.NOT_FOUND, failure(running, "merge", "{\"collection\":\"absent\"}").code());
      assertEquals(
          Status.Code.ALREADY_EXISTS,
          failure(running, "create_collection", "{\"collection\":\"cities\",\"schema\":\"\"}")
              .code());
    }
  }
}

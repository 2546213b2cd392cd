package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.Collection;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.arrow.ArrowMessageReader;
import io.omendb.flight.RunningFlight.Failure;
import io.omendb.server.config.ServerKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.arrow.flight.impl.Flight.Criteria;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightInfo;
import org.apache.arrow.flight.impl.Flight.Ticket;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.junit.jupiter.api.Test;

/** What Flight clients read is what the collection holds. */
final class FlightReadTest {
  private static final String ALL = "{\"collection\":\"cities\"}";

  private static List<Row> cities(int from, int to) {
    return IntStream.range(from, to).mapToObj(RunningFlight::city).toList();
  }

  /** The columns of a schema as Flight describes it, behind the frame. */
  private static Schema schema(ByteBuffer framed) {
    assertEquals(-1, framed.getInt());
    return new ArrowMessageReader(framed.position(8).slice(), null).schema();
  }

  @Test
  void listFlights_hasEveryCollectionAndItsTicket() {
    try (RunningFlight running = new RunningFlight()) {
      running.cities(3);
      running.database.createCollection("empty", Schema.parse("b bool"));
      List<FlightInfo> flights =
          ImmutableList.copyOf(running.flight().listFlights(Criteria.getDefaultInstance()));
      assertEquals(
          List.of(List.of("cities"), List.of("empty")),
          flights.stream()
              .map(flight -> List.copyOf(flight.getFlightDescriptor().getPathList()))
              .toList());
      FlightInfo cities = flights.getFirst();
      assertEquals(RunningFlight.SCHEMA, schema(cities.getSchema().asReadOnlyByteBuffer()));
      assertEquals(3, cities.getTotalRecords());
      assertEquals(0, cities.getEndpoint(0).getLocationCount());
      assertEquals(cities(0, 3), running.get(cities.getEndpoint(0).getTicket()));
      assertEquals(List.of(), running.get(flights.getLast().getEndpoint(0).getTicket()));
    }
  }

  @Test
  void getFlightInfo_ofAPath_isTheWholeCollection() {
    try (RunningFlight running = new RunningFlight()) {
      running.cities(5);
      FlightInfo info = running.flight().getFlightInfo(RunningFlight.path("cities"));
      assertEquals(1, info.getEndpointCount());
      assertTrue(info.getOrdered());
      assertEquals(cities(0, 5), running.get(info.getEndpoint(0).getTicket()));
      assertEquals(
          info.getSchema(), running.flight().getSchema(RunningFlight.path("cities")).getSchema());
    }
  }

  @Test
  void getFlightInfo_ofACommand_selectsRowsAndColumns() {
    try (RunningFlight running = new RunningFlight()) {
      running.cities(100);
      FlightInfo info =
          running
              .flight()
              .getFlightInfo(
                  RunningFlight.command(
                      """
                      {"collection": "cities", "from": 10, "to": 20, "columns": ["population", "name"],
                       "where": "population >= 15000", "limit": 3, "descending": true}\
                      """));
      assertEquals(
          Schema.parse("population int64, name utf8 not null"),
          schema(info.getSchema().asReadOnlyByteBuffer()));
      assertEquals(
          List.of(19L, 18L, 17L),
          running.get(info.getEndpoint(0).getTicket()).stream().map(Row::key).toList());
    }
  }

  @Test
  void doGet_ofTheKeyAlone_hasNoOtherColumn() {
    try (RunningFlight running = new RunningFlight()) {
      running.cities(2);
      for (String columns : List.of("[\"key\"]", "[]")) {
        assertEquals(
            List.of(Row.of(0), Row.of(1)),
            running.get(
                RunningFlight.ticket("{\"collection\":\"cities\",\"columns\":" + columns + "}")));
      }
      assertEquals(
          List.of(Row.of(1).with("name", "city 1")),
          running.get(
              RunningFlight.ticket(
                  "{\"collection\":\"cities\",\"from\":1,\"columns\":[\"name\",\"key\"]}")));
    }
  }

  @Test
  void doGet_reachesTheExtremeKeys() {
    try (RunningFlight running = new RunningFlight()) {
      Collection extremes = running.database.createCollection("extremes", Schema.parse("n int64"));
      extremes.put(List.of(Row.of(Long.MIN_VALUE), Row.of(Long.MAX_VALUE)));
      assertEquals(
          List.of(Row.of(Long.MAX_VALUE).with("n", null)),
          running.get(
              RunningFlight.ticket(
                  "{\"collection\":\"extremes\",\"from\":" + Long.MAX_VALUE + "}")));
      assertEquals(2, running.get(RunningFlight.ticket("{\"collection\":\"extremes\"}")).size());
    }
  }

  /** One scan may be open: only while it is, another is refused. */
  @Test
  void doGet_heldBackByItsClient_readsNoFurther_andEndsWhenCancelled() throws Exception {
    try (RunningFlight running = new RunningFlight(Map.of(ServerKey.SCANS, "1"))) {
      Collection wide = running.database.createCollection("wide", Schema.parse("b binary"));
      for (int part = 0; part < 4; part++) {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < 32; i++) {
          batch.put(Row.of(part * 32 + i).with("b", new byte[1 << 20]));
        }
        wide.write(batch);
      }
      BlockingQueue<FlightData> received = new LinkedBlockingQueue<>();
      ClientCall<Ticket, FlightData> slow =
          running.channel.newCall(FlightServiceGrpc.getDoGetMethod(), io.grpc.CallOptions.DEFAULT);
      slow.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(FlightData message) {
              received.add(message);
            }
          },
          new Metadata());
      slow.request(1);
      slow.sendMessage(RunningFlight.ticket("{\"collection\":\"wide\"}"));
      slow.halfClose();
      assertTrue(received.poll(30, TimeUnit.SECONDS) != null, "no schema");

      // 128 MiB do not fit between server and client, so the scan stays open.
      Failure refused =
          Failure.of(
              assertThrows(
                  StatusRuntimeException.class,
                  () ->
                      running.get(RunningFlight.ticket("{\"collection\":\"wide\",\"limit\":1}"))));
      assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.code());
      assertEquals("OVERLOADED", refused.reason());

      slow.cancel("enough", null);
      long patience = System.nanoTime() + RunningFlight.PATIENCE.toNanos();
      int rows = -1;
      while (rows < 0 && System.nanoTime() < patience) {
        try {
          rows = running.get(RunningFlight.ticket("{\"collection\":\"wide\",\"limit\":1}")).size();
        } catch (StatusRuntimeException e) {
          assertEquals(Status.Code.RESOURCE_EXHAUSTED, e.getStatus().getCode());
        }
      }
      assertEquals(1, rows, "the cancelled scan did not end");
    }
  }

  @Test
  void doGet_seesOneState() {
    try (RunningFlight running = new RunningFlight()) {
      Collection cities = running.cities(10);
      var messages = running.flight().doGet(RunningFlight.ticket(ALL));
      assertTrue(messages.hasNext());
      cities.delete(1, 2, 3);
      assertEquals(cities(0, 10), RunningFlight.rows(messages));
      assertEquals(7, running.get(RunningFlight.ticket(ALL)).size());
    }
  }
}

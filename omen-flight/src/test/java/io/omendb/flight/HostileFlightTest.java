package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.omendb.Row;
import io.omendb.flight.RunningFlight.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.impl.Flight.Criteria;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.HandshakeRequest;
import org.apache.arrow.flight.impl.Flight.Ticket;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client sends, it gets a status that says what is wrong, and the server goes on. */
final class HostileFlightTest {
  private static final long SEED = 20_261_121;
  private static final Marshaller<byte[]> BYTES =
      new Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private static RunningFlight running;

  @BeforeAll
  static void start() {
    running = new RunningFlight();
    running.cities(10);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static Failure failure(Runnable call) {
    return Failure.of(assertThrows(StatusRuntimeException.class, call::run));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                             | ticket
          {                                              | ticket
          []                                             | ticket
          null                                           | ticket
          {"collection":"cities"} {}                     | ticket
          {"collection":"cities","collection":"cities"}  | ticket
          {"collection":[[[[[[[[[[1]]]]]]]]]]}            | ticket
          {"collection":1e999999999}                     | collection
          {}                                             | collection
          {"collection":null}                            | collection
          {"collection":"../../etc"}                     | collection
          {"collection":"cities\\u0000"}                 | collection
          {"collection":"cities","seq":1}                | seq
          {"collection":"cities","from":1.5}             | from
          {"collection":"cities","from":9223372036854775808} | from
          {"collection":"cities","from":2,"to":1}        | to
          {"collection":"cities","to":"1"}               | to
          {"collection":"cities","limit":-1}             | limit
          {"collection":"cities","descending":1}         | descending
          {"collection":"cities","columns":"name"}       | columns
          {"collection":"cities","columns":[1]}          | columns
          {"collection":"cities","columns":["name","name"]} | columns
          {"collection":"cities","columns":["absent"]}   | columns
          {"collection":"cities","where":""}             | where
          {"collection":"cities","where":"absent = 1"}   | where
          {"collection":"cities","where":"name = "}      | where
          """)
  void badQuery_namesItsField(String json, String field) {
    Failure byTicket = failure(() -> running.get(RunningFlight.ticket(json)));
    assertEquals(Status.Code.INVALID_ARGUMENT, byTicket.code(), byTicket.toString());
    assertEquals(field, byTicket.field(), byTicket.toString());
    assertClean(byTicket);
    Failure byCommand = failure(() -> running.flight().getFlightInfo(RunningFlight.command(json)));
    assertEquals(Status.Code.INVALID_ARGUMENT, byCommand.code(), byCommand.toString());
    assertEquals(field.equals("ticket") ? "cmd" : field, byCommand.field(), byCommand.toString());
    assertClean(byCommand);
  }

  private static void assertClean(Failure failure) {
    assertFalse(failure.message().isEmpty());
    assertFalse(
        failure.message().matches("(?s).*(\\bat io\\.|jackson|Exception|\\$).*"),
        failure.message());
  }

  @Test
  void longTicket_isRefusedByItsLength() {
    Ticket ticket =
        Ticket.newBuilder().setTicket(ByteString.copyFrom(new byte[(1 << 20) + 1])).build();
    Failure failure = failure(() -> running.get(ticket));
    assertEquals("LIMIT_EXCEEDED", failure.reason());
  }

  @Test
  void descriptors_mustNameOneCollection() {
    for (FlightDescriptor descriptor :
        List.of(
            FlightDescriptor.getDefaultInstance(),
            RunningFlight.path(),
            RunningFlight.path("cities", "2024"),
            RunningFlight.path("Ä"),
            FlightDescriptor.newBuilder().setTypeValue(99).addPath("cities").build())) {
      assertEquals(
          Status.Code.INVALID_ARGUMENT,
          failure(() -> running.flight().getSchema(descriptor)).code(),
          descriptor.toString());
    }
    Failure absent = failure(() -> running.flight().getSchema(RunningFlight.path("absent")));
    assertEquals(Status.Code.NOT_FOUND, absent.code());
    assertTrue(absent.message().contains("cities"), absent.message());
  }

  @Test
  void whatIsNotThere_saysSo() throws Exception {
    assertEquals(
        "expression",
        failure(() ->
                running
                    .flight()
                    .listFlights(
                        Criteria.newBuilder().setExpression(ByteString.copyFromUtf8("c")).build())
                    .forEachRemaining(flight -> {}))
            .field());
    assertEquals(
        Status.Code.UNIMPLEMENTED,
        failure(() -> running.flight().pollFlightInfo(RunningFlight.path("cities"))).code());
    CompletableFuture<Failure> refused = new CompletableFuture<>();
    running
        .asyncFlight()
        .handshake(
            new StreamObserver<>() {
              @Override
              public void onNext(org.apache.arrow.flight.impl.Flight.HandshakeResponse response) {
                refused.completeExceptionally(new AssertionError(response));
              }

              @Override
              public void onError(Throwable error) {
                refused.complete(Failure.of((StatusRuntimeException) error));
              }

              @Override
              public void onCompleted() {
                refused.completeExceptionally(new AssertionError("completed"));
              }
            })
        .onNext(HandshakeRequest.getDefaultInstance());
    Failure failure = refused.get(30, TimeUnit.SECONDS);
    assertEquals(Status.Code.UNIMPLEMENTED, failure.code());
    assertTrue(failure.message().contains("authorization"), failure.message());
  }

  /** Random bytes, and valid messages with some bytes changed, to every method. */
  @Test
  void mangledMessages_neverEndInUnknownOrInternal() {
    Random random = new Random(SEED);
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(RunningFlight.ticket("{\"collection\":\"cities\"}").toByteArray());
    seeds.add(RunningFlight.path("cities").toByteArray());
    seeds.add(put(PutMessages.schema(RunningFlight.SCHEMA)));
    seeds.add(new byte[64]);
    for (MethodDescriptor<?, ?> method : FlightServiceGrpc.getServiceDescriptor().getMethods()) {
      for (int i = 0; i < 60; i++) {
        byte[] request = seeds.get(random.nextInt(seeds.size())).clone();
        for (int flips = random.nextInt(8); flips > 0; flips--) {
          request[random.nextInt(request.length)] = (byte) random.nextInt();
        }
        assertAnswered(method, List.of(request), i);
      }
    }
  }

  /** A good schema, then record batches with some bytes changed. */
  @Test
  void mangledBatches_neverEndInUnknownOrInternal() {
    Random random = new Random(SEED);
    byte[] schema = put(PutMessages.schema(RunningFlight.SCHEMA));
    FlightData good =
        PutMessages.batch(
            RunningFlight.SCHEMA,
            List.of(RunningFlight.city(1), Row.of(2).with("name", ""), RunningFlight.city(3)));
    for (int i = 0; i < 250; i++) {
      byte[] header = good.getDataHeader().toByteArray();
      byte[] body = good.getDataBody().toByteArray();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        byte[] part = random.nextInt(4) == 0 ? body : header;
        part[random.nextInt(part.length)] = (byte) random.nextInt();
      }
      int kept = random.nextInt(8) == 0 ? random.nextInt(body.length) : body.length;
      byte[] batch =
          FlightData.newBuilder()
              .setDataHeader(ByteString.copyFrom(header))
              .setDataBody(ByteString.copyFrom(body, 0, kept))
              .build()
              .toByteArray();
      assertAnswered(FlightServiceGrpc.getDoPutMethod(), List.of(schema, batch), i);
    }
    assertEquals(
        10,
        running
            .get(RunningFlight.ticket("{\"collection\":\"cities\",\"from\":0,\"to\":10}"))
            .size());
  }

  private static byte[] put(FlightData first) {
    return first.toBuilder()
        .setFlightDescriptor(RunningFlight.path("cities"))
        .build()
        .toByteArray();
  }

  private static void assertAnswered(
      MethodDescriptor<?, ?> method, List<byte[]> requests, int round) {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName(method.getFullMethodName())
            .setRequestMarshaller(BYTES)
            .setResponseMarshaller(BYTES)
            .build();
    CompletableFuture<Status> end = new CompletableFuture<>();
    StreamObserver<byte[]> call =
        ClientCalls.asyncBidiStreamingCall(
            running.channel.newCall(
                raw, CallOptions.DEFAULT.withDeadlineAfter(RunningFlight.PATIENCE)),
            new StreamObserver<>() {
              @Override
              public void onNext(byte[] response) {}

              @Override
              public void onError(Throwable error) {
                end.complete(Status.fromThrowable(error));
              }

              @Override
              public void onCompleted() {
                end.complete(Status.OK);
              }
            });
    try {
      requests.forEach(call::onNext);
      call.onCompleted();
    } catch (IllegalStateException e) {
      // The server has already ended the call.
    }
    Status status = end.join();
    String what =
        method.getFullMethodName() + ", round " + round + ", seed " + SEED + ": " + status;
    assertNotEquals(Status.Code.UNKNOWN, status.getCode(), what);
    assertNotEquals(Status.Code.INTERNAL, status.getCode(), what);
    assertNotEquals(Status.Code.DEADLINE_EXCEEDED, status.getCode(), what);
  }
}

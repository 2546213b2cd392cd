package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.omendb.Database;
import io.omendb.Schema;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import io.omendb.server.security.CollectionPatterns;
import io.omendb.server.security.Role;
import io.omendb.server.security.TokenFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.arrow.flight.impl.Flight.Action;
import org.apache.arrow.flight.impl.Flight.Criteria;
import org.apache.arrow.flight.impl.Flight.Empty;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor.DescriptorType;
import org.apache.arrow.flight.impl.Flight.PutResult;
import org.apache.arrow.flight.impl.Flight.Ticket;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, roles and collections hold for every method of Flight. */
@SuppressWarnings("NullAway.Init") // set before each test
final class FlightAccessTest {
  @TempDir private Path scratch;

  private final Database database = Database.open("memory:");
  private TokenFile tokens;
  private OmenServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    tokens = new TokenFile(scratch.resolve("tokens.json"));
    tokens.create("first", Role.ADMIN, CollectionPatterns.parse("*"));
    database.createCollection("mine", Schema.parse("n int64"));
    database.createCollection("other", Schema.parse("n int64"));
  }

  private FlightServiceGrpc.FlightServiceBlockingStub as(Role role, String patterns) {
    return FlightServiceGrpc.newBlockingStub(authorized(role, patterns))
        .withDeadlineAfter(Duration.ofSeconds(30));
  }

  /** A server reads its tokens at the start, so each caller gets one of its own. */
  private Channel authorized(Role role, String patterns) {
    stopServer();
    String token = tokens.create(null, role, CollectionPatterns.parse(patterns)).text();
    server =
        OmenServer.start(
            database,
            ServerSettings.of(
                Map.of(
                    ServerKey.LISTEN,
                    "127.0.0.1:0",
                    ServerKey.TOKENS_FILE,
                    tokens.path().toString())));
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private void stopServer() {
    if (server != null) {
      channel.shutdownNow();
      server.shutdown(Duration.ZERO);
    }
  }

  @AfterEach
  void stop() {
    stopServer();
    database.close();
  }

  private static Status.Code code(Supplier<?> call) {
    return assertThrows(StatusRuntimeException.class, call::get).getStatus().getCode();
  }

  private static FlightDescriptor path(String collection) {
    return FlightDescriptor.newBuilder().setType(DescriptorType.PATH).addPath(collection).build();
  }

  private static Ticket ticket(String collection) {
    return Ticket.newBuilder()
        .setTicket(ByteString.copyFromUtf8("{\"collection\": \"" + collection + "\"}"))
        .build();
  }

  private static Action action(String type, String collection) {
    return Action.newBuilder()
        .setType(type)
        .setBody(ByteString.copyFromUtf8("{\"collection\": \"" + collection + "\"}"))
        .build();
  }

  @Test
  void noToken_isRefusedEverywhere() {
    authorized(Role.READ, "*");
    var nobody = FlightServiceGrpc.newBlockingStub(channel);
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        code(() -> nobody.listFlights(Criteria.getDefaultInstance()).hasNext()));
    assertEquals(Status.Code.UNAUTHENTICATED, code(() -> nobody.getSchema(path("mine"))));
    assertEquals(Status.Code.UNAUTHENTICATED, code(() -> nobody.doGet(ticket("mine")).hasNext()));
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        code(() -> nobody.listActions(Empty.getDefaultInstance()).hasNext()));
  }

  @Test
  void reader_readsItsOwnCollections_andChangesNothing() {
    var reader = as(Role.READ, "mine*");
    List<String> seen = new ArrayList<>();
    reader
        .listFlights(Criteria.getDefaultInstance())
        .forEachRemaining(info -> seen.add(info.getFlightDescriptor().getPath(0)));
    assertEquals(List.of("mine"), seen);
    assertFalse(reader.getSchema(path("mine")).getSchema().isEmpty());
    assertTrue(reader.doGet(ticket("mine")).hasNext());
    for (String hidden : List.of("other", "none")) {
      assertEquals(
          Status.Code.PERMISSION_DENIED, code(() -> reader.getFlightInfo(path(hidden))), hidden);
      assertEquals(
          Status.Code.PERMISSION_DENIED, code(() -> reader.getSchema(path(hidden))), hidden);
      assertEquals(
          Status.Code.PERMISSION_DENIED, code(() -> reader.doGet(ticket(hidden)).hasNext()));
    }
    for (String type : List.of("flush", "merge", "drop_collection")) {
      assertEquals(
          Status.Code.PERMISSION_DENIED,
          code(() -> reader.doAction(action(type, "mine")).hasNext()),
          type);
    }
    StatusRuntimeException missing =
        assertThrows(StatusRuntimeException.class, () -> reader.getSchema(path("mine_none")));
    assertEquals(Status.Code.NOT_FOUND, missing.getStatus().getCode());
    assertFalse(String.valueOf(missing.getMessage()).contains("other"), missing.getMessage());
    assertTrue(database.listCollections().contains("mine"));
  }

  @Test
  void writer_flushes_butDoesNotAdminister() throws InterruptedException {
    var writer = as(Role.WRITE, "mine");
    assertTrue(writer.doAction(action("flush", "mine")).hasNext());
    for (String type : List.of("merge", "drop_collection")) {
      assertEquals(
          Status.Code.PERMISSION_DENIED,
          code(() -> writer.doAction(action(type, "mine")).hasNext()),
          type);
    }
    assertEquals(
        Status.Code.PERMISSION_DENIED,
        code(() -> writer.doAction(action("flush", "other")).hasNext()));
    assertEquals(Status.Code.PERMISSION_DENIED, put(Role.WRITE, "mine", path("other")));
    assertEquals(Status.Code.PERMISSION_DENIED, put(Role.READ, "mine", path("mine")));
  }

  /** How a DoPut ends whose first message has a schema that nobody looks at before the token. */
  private Status.Code put(Role role, String patterns, FlightDescriptor target)
      throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Status.Code> code = new AtomicReference<>(Status.Code.OK);
    StreamObserver<FlightData> requests =
        FlightServiceGrpc.newStub(authorized(role, patterns))
            .doPut(
                new StreamObserver<>() {
                  @Override
                  public void onNext(PutResult value) {}

                  @Override
                  public void onError(Throwable error) {
                    code.set(Status.fromThrowable(error).getCode());
                    over.countDown();
                  }

                  @Override
                  public void onCompleted() {
                    over.countDown();
                  }
                });
    requests.onNext(
        FlightData.newBuilder()
            .setFlightDescriptor(target)
            .setDataHeader(ByteString.copyFromUtf8("no schema"))
            .build());
    assertTrue(over.await(30, TimeUnit.SECONDS));
    return Objects.requireNonNull(code.get());
  }

  @Test
  void administrator_dropsCollections() {
    var admin = as(Role.ADMIN, "*");
    assertTrue(admin.doAction(action("drop_collection", "other")).hasNext());
    assertEquals(List.of("mine"), database.listCollections());
  }
}

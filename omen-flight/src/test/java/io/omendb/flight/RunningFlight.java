package io.omendb.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.arrow.ArrowMessageReader;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor.DescriptorType;
import org.apache.arrow.flight.impl.Flight.Ticket;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.apache.arrow.flight.impl.FlightServiceGrpc.FlightServiceBlockingStub;

/** A server with Flight on a free port of the loopback interface, and a client of it. */
final class RunningFlight implements AutoCloseable {
  static final String CITIES = "cities";
  static final Schema SCHEMA =
      Schema.parse("name utf8 not null, population int64, position vector<float32>[3]");

  /** So that a hung call fails its test. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An error as a client sees it. */
  record Failure(Status.Code code, String message, String reason, String field) {
    static Failure of(StatusRuntimeException error) {
      ErrorInfo info = ErrorInfo.getDefaultInstance();
      com.google.rpc.Status status = StatusProto.fromThrowable(error);
      try {
        for (Any detail : status == null ? List.<Any>of() : status.getDetailsList()) {
          info = detail.is(ErrorInfo.class) ? detail.unpack(ErrorInfo.class) : info;
        }
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
      return new Failure(
          error.getStatus().getCode(),
          String.valueOf(error.getStatus().getDescription()),
          info.getReason(),
          info.getMetadataMap().getOrDefault("field", ""));
    }
  }

  final Database database = Database.open("memory:");
  final OmenServer server;
  final ManagedChannel channel;

  RunningFlight() {
    this(Map.of());
  }

  RunningFlight(Map<ServerKey, String> settings) {
    EnumMap<ServerKey, String> all = new EnumMap<>(ServerKey.class);
    all.put(ServerKey.LISTEN, "127.0.0.1:0");
    all.putAll(settings);
    this.server = OmenServer.start(database, ServerSettings.of(all));
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .usePlaintext()
            .maxInboundMessageSize(OmenServer.MAX_MESSAGE_BYTES)
            .build();
  }

  FlightServiceBlockingStub flight() {
    return FlightServiceGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE);
  }

  FlightServiceGrpc.FlightServiceStub asyncFlight() {
    return FlightServiceGrpc.newStub(channel).withDeadlineAfter(PATIENCE);
  }

  /** Creates the cities with rows 0..count-1. */
  Collection cities(int count) {
    Collection cities = database.createCollection(CITIES, SCHEMA);
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < count; i++) {
      batch.put(city(i));
    }
    cities.write(batch);
    return cities;
  }

  static Row city(int i) {
    return Row.of(i)
        .with("name", "city " + i)
        .with("population", 1000L * i)
        .with("position", new float[] {i, 0, 0});
  }

  static FlightDescriptor path(String... parts) {
    return FlightDescriptor.newBuilder()
        .setType(DescriptorType.PATH)
        .addAllPath(List.of(parts))
        .build();
  }

  static FlightDescriptor command(String json) {
    return FlightDescriptor.newBuilder()
        .setType(DescriptorType.CMD)
        .setCmd(ByteString.copyFromUtf8(json))
        .build();
  }

  static Ticket ticket(String json) {
    return Ticket.newBuilder().setTicket(ByteString.copyFromUtf8(json)).build();
  }

  /** The rows of a ticket. */
  List<Row> get(Ticket ticket) {
    return rows(flight().doGet(ticket));
  }

  static List<Row> rows(Iterator<FlightData> messages) {
    ArrowMessageReader reader =
        new ArrowMessageReader(messages.next().getDataHeader().asReadOnlyByteBuffer(), null);
    List<Row> rows = new ArrayList<>();
    messages.forEachRemaining(data -> {
      reader.accept(
          data.getDataHeader().asReadOnlyByteBuffer(), data.getDataBody().asReadOnlyByteBuffer());
      for (List<Row> some = reader.nextBatch(); some != null; some = reader.nextBatch()) {
        rows.addAll(some);
      }
    });
    return rows;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.shutdown(Duration.ZERO);
    database.close();
  }
}

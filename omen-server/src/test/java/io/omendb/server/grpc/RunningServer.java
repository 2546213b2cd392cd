package io.omendb.server.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.omendb.Database;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.CollectionServiceGrpc.CollectionServiceBlockingStub;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceBlockingStub;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.ServerServiceGrpc;
import io.omendb.server.grpc.v1.ServerServiceGrpc.ServerServiceBlockingStub;
import io.omendb.server.grpc.v1.Value;
import io.omendb.server.grpc.v1.Vector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server on a free port of the loopback interface, and a client of it. */
final class RunningServer implements AutoCloseable {
  static final String CITIES = "cities";
  static final String CITIES_SCHEMA = "name utf8, population int64, position vector<float32>[3]";

  /** So that a hung call fails its test. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final ProbeDatabase probe;
  final OmenServer server;
  final ManagedChannel channel;
  private final Database database;

  RunningServer() {
    this(Map.of());
  }

  RunningServer(Map<ServerKey, String> settings) {
    this.database = Database.open("memory:");
    this.probe = new ProbeDatabase(database);
    EnumMap<ServerKey, String> all = new EnumMap<>(ServerKey.class);
    all.put(ServerKey.LISTEN, "127.0.0.1:0");
    all.putAll(settings);
    this.server = OmenServer.start(probe.database(), ServerSettings.of(all));
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .usePlaintext()
            // Fixed, or it grows by itself, and with it what a client takes that reads nothing.
            .flowControlWindow(256 << 10)
            .maxInboundMessageSize(OmenServer.MAX_MESSAGE_BYTES)
            .build();
  }

  CollectionServiceBlockingStub collections() {
    return CollectionServiceGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE);
  }

  DataServiceBlockingStub data() {
    return DataServiceGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE);
  }

  ServerServiceBlockingStub info() {
    return ServerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE);
  }

  /** Creates the cities with rows 0..count-1. */
  RunningServer withCities(int count) {
    collections()
        .createCollection(
            CreateCollectionRequest.newBuilder()
                .setCollection(CITIES)
                .setSchema(CITIES_SCHEMA)
                .build());
    PutRequest.Builder put = PutRequest.newBuilder().setCollection(CITIES);
    for (int i = 0; i < count; i++) {
      put.addRows(city(i));
    }
    data().put(put.build());
    return this;
  }

  /** City number i lies i to the east. */
  static Row city(int i) {
    return Row.newBuilder()
        .setKey(i)
        .putValues("name", Value.newBuilder().setUtf8Value("city " + i).build())
        .putValues("population", Value.newBuilder().setInt64Value(1000L * i).build())
        .putValues("position", vector((float) i, 0, 0))
        .build();
  }

  static Value vector(float... elements) {
    Vector.Builder vector = Vector.newBuilder();
    for (float element : elements) {
      vector.addElements(element);
    }
    return Value.newBuilder().setVectorValue(vector).build();
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

package io.omendb.server.client;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.omendb.BackupProgress;
import io.omendb.BackupSummary;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.EngineNames;
import io.omendb.KeyRange;
import io.omendb.Names;
import io.omendb.Schema;
import io.omendb.predicate.Predicate;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.DropCollectionRequest;
import io.omendb.server.grpc.v1.GetCollectionRequest;
import io.omendb.server.grpc.v1.GetServerInfoRequest;
import io.omendb.server.grpc.v1.GetServerInfoResponse;
import io.omendb.server.grpc.v1.ListCollectionsRequest;
import io.omendb.server.grpc.v1.ServerServiceGrpc;
import io.omendb.server.transfer.Transferred;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A database on a server; owns the connection. */
final class RemoteDatabase implements Database, ServerFiles {
  private static final int FLOW_CONTROL_WINDOW_BYTES = 8 << 20;
  private static final int CLOSE_SECONDS = 5;

  private final String uri;
  private final ManagedChannel connection;

  /** The connection, with the token in every call. */
  private final Channel channel;

  private final Calls calls;
  private final @Nullable Durability durability;
  private final CollectionServiceGrpc.CollectionServiceBlockingStub collections;
  private final RemoteOperations operations;
  private final EngineNames engines;
  private final Map<GetStreamKey, GetStream> getStreams = new ConcurrentHashMap<>();
  private final Map<String, WriteStream> writeStreams = new ConcurrentHashMap<>();

  private RemoteDatabase(
      String uri, Connector connector, ManagedChannel connection, @Nullable Durability durability) {
    this.uri = uri;
    this.connection = connection;
    this.channel = connector.authorized(connection);
    this.calls = new Calls(connector.address());
    this.durability = durability;
    this.collections = CollectionServiceGrpc.newBlockingStub(channel);
    this.operations = new RemoteOperations(channel, calls);
    var server = ServerServiceGrpc.newBlockingStub(channel);
    GetServerInfoResponse info =
        calls.run(() -> server.getServerInfo(GetServerInfoRequest.getDefaultInstance()));
    this.engines = RemoteStats.engines(info.getEngines());
  }

  /** Connects, and asks the server who it is, so that a wrong address fails here. */
  static RemoteDatabase connect(String uri, Connector connector, @Nullable Durability durability) {
    ManagedChannel connection =
        connector
            .builder()
            .directExecutor() // callbacks only hand over
            .flowControlWindow(FLOW_CONTROL_WINDOW_BYTES)
            .maxInboundMessageSize(Integer.MAX_VALUE) // the server has its limits
            .defaultServiceConfig(Retries.serviceConfig())
            .build();
    try {
      return new RemoteDatabase(uri, connector, connection, durability);
    } catch (RuntimeException e) {
      connection.shutdownNow();
      throw e;
    }
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public Collection createCollection(String name, Schema schema) {
    Names.checkCollection(name);
    var request =
        CreateCollectionRequest.newBuilder()
            .setCollection(name)
            .setSchema(schema.toString())
            .build();
    return collection(calls.run(() -> collections.createCollection(request)).getCollection());
  }

  @Override
  public Collection collection(String name) {
    Names.checkCollection(name);
    var request = GetCollectionRequest.newBuilder().setCollection(name).build();
    return collection(calls.run(() -> collections.getCollection(request)).getCollection());
  }

  private Collection collection(io.omendb.server.grpc.v1.Collection description) {
    String name = description.getName();
    Schema schema = Schema.parse(description.getSchema());
    GetStream gets =
        getStreams.computeIfAbsent(
            new GetStreamKey(name, schema),
            key -> new GetStream(DataServiceGrpc.newStub(channel), name, schema));
    WriteStream writes =
        writeStreams.computeIfAbsent(
            name, key -> new WriteStream(DataServiceGrpc.newStub(channel), name));
    return new RemoteCollection(name, schema, channel, calls, gets, writes, durability);
  }

  /** All handles of a collection share one stream of gets, as they do one of writes. */
  private record GetStreamKey(String collection, Schema schema) {}

  @Override
  public List<String> listCollections() {
    var request = ListCollectionsRequest.getDefaultInstance();
    return calls.run(() -> collections.listCollections(request)).getCollectionsList().stream()
        .map(io.omendb.server.grpc.v1.Collection::getName)
        .toList();
  }

  @Override
  public void dropCollection(String name) {
    Names.checkCollection(name);
    var request = DropCollectionRequest.newBuilder().setCollection(name).build();
    calls.run(() -> collections.dropCollection(request));
  }

  /** The path is the server's: sent as it is, and refused there where it is relative. */
  @Override
  public BackupSummary backup(Path directory, BackupProgress progress) {
    return operations.backup(directory.toString(), progress);
  }

  @Override
  public long importFile(
      String collection,
      String file,
      String keyColumn,
      boolean bulk,
      Consumer<Transferred> progress) {
    return operations.importFile(collection, file, keyColumn, bulk, progress);
  }

  @Override
  public long exportFile(
      String collection,
      String file,
      KeyRange keys,
      @Nullable Predicate where,
      Consumer<Transferred> progress) {
    return operations.exportFile(collection, file, keys, where, progress);
  }

  @Override
  public EngineNames engines() {
    return engines;
  }

  @Override
  public void close() {
    getStreams.values().forEach(GetStream::close);
    writeStreams.values().forEach(WriteStream::close);
    connection.shutdown();
    try {
      if (!connection.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        connection.shutdownNow();
      }
    } catch (InterruptedException e) {
      connection.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

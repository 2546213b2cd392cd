package io.omendb.server.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.omendb.BackupProgress;
import io.omendb.BackupSummary;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.EngineNames;
import io.omendb.Names;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.DropCollectionRequest;
import io.omendb.server.grpc.v1.GetCollectionRequest;
import io.omendb.server.grpc.v1.GetServerInfoRequest;
import io.omendb.server.grpc.v1.GetServerInfoResponse;
import io.omendb.server.grpc.v1.ListCollectionsRequest;
import io.omendb.server.grpc.v1.ServerServiceGrpc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A database on a server; owns the connection. */
final class RemoteDatabase implements Database {
  private static final int FLOW_CONTROL_WINDOW_BYTES = 8 << 20;
  private static final int CLOSE_SECONDS = 5;

  private final String uri;
  private final ManagedChannel channel;
  private final Calls calls;
  private final @Nullable Durability durability;
  private final CollectionServiceGrpc.CollectionServiceBlockingStub collections;
  private final RemoteOperations operations;
  private final EngineNames engines;
  private final Map<GetStreamKey, GetStream> getStreams = new ConcurrentHashMap<>();

  private RemoteDatabase(
      String uri, ServerAddress address, ManagedChannel channel, @Nullable Durability durability) {
    this.uri = uri;
    this.channel = channel;
    this.calls = new Calls(address);
    this.durability = durability;
    this.collections = CollectionServiceGrpc.newBlockingStub(channel);
    this.operations = new RemoteOperations(channel, calls);
    var server = ServerServiceGrpc.newBlockingStub(channel);
    GetServerInfoResponse info =
        calls.run(() -> server.getServerInfo(GetServerInfoRequest.getDefaultInstance()));
    this.engines = RemoteStats.engines(info.getEngines());
  }

  /** Connects, and asks the server who it is, so that a wrong address fails here. */
  static RemoteDatabase connect(
      String uri, ServerAddress address, @Nullable Durability durability) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(address.host(), address.port())
            .usePlaintext()
            .directExecutor() // callbacks only hand over
            .flowControlWindow(FLOW_CONTROL_WINDOW_BYTES)
            .maxInboundMessageSize(Integer.MAX_VALUE) // the server has its limits
            .build();
    try {
      return new RemoteDatabase(uri, address, channel, durability);
    } catch (RuntimeException e) {
      channel.shutdownNow();
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
    return new RemoteCollection(name, schema, channel, calls, gets, durability);
  }

  /** All handles of a collection share one stream of gets. */
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
  public EngineNames engines() {
    return engines;
  }

  @Override
  public void close() {
    getStreams.values().forEach(GetStream::close);
    channel.shutdown();
    try {
      if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

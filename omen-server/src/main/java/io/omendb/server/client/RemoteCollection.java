package io.omendb.server.client;

import io.grpc.Channel;
import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.WriteOutcome;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.FlushRequest;
import io.omendb.server.grpc.v1.GetCollectionStatsRequest;
import io.omendb.server.grpc.v1.MergeRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A collection on a server. Its schema never changes, so it is asked for once. The server knows it
 * by name: once that is dropped and created again, this handle means the new one.
 */
final class RemoteCollection extends RemoteReader implements Collection {
  private final Channel channel;
  private final @Nullable Durability durability;
  private final GetStream gets;
  private final RemoteWrites writes;
  private final CollectionServiceGrpc.CollectionServiceBlockingStub care;

  RemoteCollection(
      String name,
      Schema schema,
      Channel channel,
      Calls calls,
      GetStream gets,
      WriteStream writes,
      @Nullable Durability durability) {
    super(name, "", schema, channel, calls);
    this.channel = channel;
    this.gets = gets;
    this.writes = new RemoteWrites(name, schema, data, calls, writes);
    this.durability = durability;
    this.care = CollectionServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long write(WriteBatch batch) {
    return writes.write(batch, RemoteRows.durability(durability));
  }

  @Override
  public long write(WriteBatch batch, Durability asked) {
    return writes.write(batch, RemoteRows.durability(asked));
  }

  @Override
  public List<WriteOutcome> writeAll(List<WriteBatch> batches) {
    return writes.writeAll(batches, RemoteRows.durability(durability));
  }

  @Override
  public List<WriteOutcome> writeAll(List<WriteBatch> batches, Durability asked) {
    return writes.writeAll(batches, RemoteRows.durability(asked));
  }

  @Override
  public long bulkLoad(Iterator<Row> rows) {
    throw new OmenException(
        ErrorCode.UNSUPPORTED,
        "A server takes no bulk loads from its clients",
        "write batches, or load into the directory with bin/omen --db while no server runs");
  }

  /** With the gets of other threads; alone where their call has failed, which says why. */
  @Override
  public Optional<Row> get(long key) {
    GetStream.Get get = gets.get(key);
    return get.isAnswered()
        ? Optional.ofNullable(get.row())
        : getVersioned(key).map(VersionedRow::row);
  }

  @Override
  public View view() {
    return RemoteView.open(this, channel);
  }

  @Override
  public void flush() {
    var request = FlushRequest.newBuilder().setCollection(name).build();
    calls.run(() -> care.flush(request));
  }

  @Override
  public void merge() {
    var request = MergeRequest.newBuilder().setCollection(name).build();
    calls.run(() -> care.merge(request));
  }

  @Override
  public CollectionStats stats() {
    var request = GetCollectionStatsRequest.newBuilder().setCollection(name).build();
    return RemoteStats.stats(calls.run(() -> care.getCollectionStats(request)).getStats());
  }
}

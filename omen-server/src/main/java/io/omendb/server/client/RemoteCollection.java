package io.omendb.server.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.FlushRequest;
import io.omendb.server.grpc.v1.GetCollectionStatsRequest;
import io.omendb.server.grpc.v1.MergeRequest;
import io.omendb.server.grpc.v1.PutRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A collection on a server. Its schema never changes, so it is asked for once. The server knows it
 * by name: once that is dropped and created again, this handle means the new one.
 */
final class RemoteCollection extends RemoteReader implements Collection {
  /** From as many rows on a put travels as Arrow, which is smaller and faster to read. */
  private static final int ARROW_ROWS = 32;

  private final Channel channel;
  private final @Nullable Durability durability;
  private final GetStream gets;
  private final CollectionServiceGrpc.CollectionServiceBlockingStub care;

  RemoteCollection(
      String name,
      Schema schema,
      Channel channel,
      Calls calls,
      GetStream gets,
      @Nullable Durability durability) {
    super(name, "", schema, channel, calls);
    this.channel = channel;
    this.gets = gets;
    this.durability = durability;
    this.care = CollectionServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long write(WriteBatch batch) {
    return write(batch, RemoteRows.durability(durability));
  }

  @Override
  public long write(WriteBatch batch, Durability asked) {
    return write(batch, RemoteRows.durability(asked));
  }

  private long write(WriteBatch batch, io.omendb.server.grpc.v1.Durability asked) {
    checkLimit(batch.size(), Limits.MAX_BATCH_OPERATIONS, "operations");
    checkLimit(batch.conditions().size(), Limits.MAX_BATCH_OPERATIONS, "conditions");
    Optional<List<Row>> puts = batch.size() < ARROW_ROWS ? Optional.empty() : puts(batch);
    if (puts.isPresent()) {
      ByteString rows = UnsafeByteOperations.unsafeWrap(ArrowRows.stream(schema, puts.get()));
      var request =
          PutRequest.newBuilder()
              .setCollection(name)
              .setArrowIpcStream(rows)
              .setDurability(asked)
              .addAllConditions(RemoteRows.conditions(batch))
              .build();
      checkLimit(request.getSerializedSize(), Limits.MAX_BATCH_BYTES, "bytes");
      return calls.run(() -> data.put(request)).getSeq();
    }
    var request = RemoteRows.batch(name, batch, schema, asked);
    checkLimit(request.getSerializedSize(), Limits.MAX_BATCH_BYTES, "bytes");
    return calls.run(() -> data.writeBatch(request)).getSeq();
  }

  /** The rows of a batch that has nothing but puts. */
  private static Optional<List<Row>> puts(WriteBatch batch) {
    List<Row> rows = new ArrayList<>(batch.size());
    for (WriteBatch.Operation operation : batch.operations()) {
      if (!(operation instanceof WriteBatch.Put put)) {
        return Optional.empty();
      }
      rows.add(put.row());
    }
    return Optional.of(rows);
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
    return get.answered()
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

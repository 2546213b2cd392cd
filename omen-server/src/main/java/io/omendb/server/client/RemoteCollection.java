package io.omendb.server.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.GetPlan;
import io.omendb.KeyRange;
import io.omendb.Limits;
import io.omendb.NearestPlan;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.predicate.Predicate;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchSearchRequest;
import io.omendb.server.grpc.v1.BatchSearchResponse;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.ExplainGetRequest;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.ExplainServiceGrpc;
import io.omendb.server.grpc.v1.FlushRequest;
import io.omendb.server.grpc.v1.GetCollectionStatsRequest;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.MeasureRecallRequest;
import io.omendb.server.grpc.v1.MergeRequest;
import io.omendb.server.grpc.v1.PutRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A collection on a server. Its schema never changes, so it is asked for once. The server knows it
 * by name: once that is dropped and created again, this handle means the new one.
 */
final class RemoteCollection implements Collection {
  /** From as many rows on a put travels as Arrow, which is smaller and faster to read. */
  private static final int ARROW_ROWS = 32;

  private final String name;
  private final Schema schema;
  private final Calls calls;
  private final @Nullable Durability durability;
  private final GetStream gets;
  private final DataServiceGrpc.DataServiceBlockingStub data;
  private final CollectionServiceGrpc.CollectionServiceBlockingStub care;
  private final ExplainServiceGrpc.ExplainServiceBlockingStub explain;

  RemoteCollection(
      String name,
      Schema schema,
      Channel channel,
      Calls calls,
      GetStream gets,
      @Nullable Durability durability) {
    this.name = name;
    this.schema = schema;
    this.calls = calls;
    this.gets = gets;
    this.durability = durability;
    this.data = DataServiceGrpc.newBlockingStub(channel);
    this.care = CollectionServiceGrpc.newBlockingStub(channel);
    this.explain = ExplainServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Schema schema() {
    return schema;
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

  /** Refuses here what the server would refuse after it had travelled. */
  private static void checkLimit(int actual, int limit, String what) {
    if (actual > limit) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "The batch has " + actual + " " + what + ", the limit is " + limit,
          "batch",
          "split it into several batches",
          null);
    }
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
  public Optional<VersionedRow> getVersioned(long key) {
    var request = GetRequest.newBuilder().setCollection(name).setKey(key).build();
    var response = calls.run(() -> data.get(request));
    return response.hasRow()
        ? Optional.of(
            new VersionedRow(RemoteRows.row(response.getRow(), schema), response.getSeq()))
        : Optional.empty();
  }

  @Override
  public List<Row> getAll(long... keys) {
    BatchGetRequest.Builder request = BatchGetRequest.newBuilder().setCollection(name);
    for (long key : keys) {
      request.addKeys(key);
    }
    ByteString stream = calls.run(() -> data.batchGet(request.build())).getArrowIpcStream();
    List<Row> rows = new ArrayList<>();
    try (ArrowRowReader reader = ArrowRows.read(stream.newInput(), RemoteRows.KEY, schema)) {
      for (List<Row> batch = reader.nextBatch(); batch != null; batch = reader.nextBatch()) {
        rows.addAll(batch);
      }
    }
    return rows;
  }

  @Override
  public RowCursor scan(ScanSpec spec) {
    List<String> columns = spec.columns();
    if (columns != null && columns.isEmpty()) {
      // On the wire no column means all of them; the keys alone are what the first column brings.
      return new KeysOnlyCursor(scan(narrowest(spec)));
    }
    Schema projected = columns == null ? schema : schema.project(columns);
    return RemoteCursor.open(data, RemoteRows.scan(name, spec), projected, calls);
  }

  private ScanSpec narrowest(ScanSpec spec) {
    List<String> one = schema.columns().stream().limit(1).map(column -> column.name()).toList();
    return new ScanSpec(
        spec.keys(), spec.descending(), spec.limit(), spec.where(), one.isEmpty() ? null : one);
  }

  @Override
  public List<NearestResult> nearestAll(List<NearestSpec> specs) {
    checkLimit(specs.size(), Limits.MAX_SEARCHES, "searches");
    BatchSearchRequest.Builder request = BatchSearchRequest.newBuilder().setCollection(name);
    for (NearestSpec spec : specs) {
      spec.resolve(schema);
      request.addSearches(RemoteRows.search(name, spec));
    }
    BatchSearchResponse response = calls.run(() -> data.batchSearch(request.build()));
    return IntStream.range(0, specs.size())
        .mapToObj(i -> RemoteRows.result(response.getResults(i), schema, specs.get(i).columns()))
        .toList();
  }

  /** By the server, so that the rows stay there. */
  @Override
  public double measureRecall(List<NearestSpec> specs) {
    checkLimit(specs.size(), Limits.MAX_SEARCHES, "searches");
    MeasureRecallRequest.Builder request = MeasureRecallRequest.newBuilder().setCollection(name);
    for (NearestSpec spec : specs) {
      spec.resolve(schema);
      request.addSearches(RemoteRows.search(name, spec));
    }
    return calls.run(() -> data.measureRecall(request.build())).getRecall();
  }

  @Override
  public NearestResult nearest(NearestSpec spec) {
    spec.resolve(schema);
    var request = RemoteRows.search(name, spec);
    return RemoteRows.result(calls.run(() -> data.search(request)), schema, spec.columns());
  }

  @Override
  public GetPlan explainGet(long key) {
    var request = ExplainGetRequest.newBuilder().setCollection(name).setKey(key).build();
    return RemotePlans.plan(calls.run(() -> explain.explainGet(request)).getPlan());
  }

  @Override
  public NearestPlan explainNearest(NearestSpec spec) {
    spec.resolve(schema);
    var request =
        ExplainSearchRequest.newBuilder().setSearch(RemoteRows.search(name, spec)).build();
    var response = calls.run(() -> explain.explainSearch(request));
    return RemotePlans.plan(response.getPlan(), schema, spec.columns());
  }

  @Override
  public long count(KeyRange keys, @Nullable Predicate where) {
    CountRequest.Builder request =
        CountRequest.newBuilder().setCollection(name).setKeys(RemoteRows.range(keys));
    if (where != null) {
      request.setWhere(where.toString());
    }
    return calls.run(() -> data.count(request.build())).getCount();
  }

  @Override
  public View view() {
    throw new OmenException(
        ErrorCode.UNSUPPORTED,
        "A server pins no views for its clients",
        "use scan, whose rows are all from one state");
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

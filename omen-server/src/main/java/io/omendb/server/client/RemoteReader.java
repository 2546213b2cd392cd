package io.omendb.server.client;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
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
import io.omendb.RowReader;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.predicate.Predicate;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchSearchRequest;
import io.omendb.server.grpc.v1.BatchSearchResponse;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.ExplainGetRequest;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.ExplainServiceGrpc;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.MeasureRecallRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads from a collection on a server, or from a view of it. */
abstract class RemoteReader implements RowReader {
  final String name;
  final Schema schema;
  final Calls calls;
  final DataServiceGrpc.DataServiceBlockingStub data;

  /** The view's name on the server; empty for the collection itself. */
  final String view;

  private final ExplainServiceGrpc.ExplainServiceBlockingStub explain;

  RemoteReader(String name, String view, Schema schema, Channel channel, Calls calls) {
    this.name = name;
    this.view = view;
    this.schema = schema;
    this.calls = calls;
    this.data = DataServiceGrpc.newBlockingStub(channel);
    this.explain = ExplainServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /** Refuses here what the server would refuse after it had travelled. */
  static void checkLimit(int actual, int limit, String what) {
    if (actual > limit) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "The batch has " + actual + " " + what + ", the limit is " + limit,
          "batch",
          "split it into several batches",
          null);
    }
  }

  @Override
  public Optional<VersionedRow> getVersioned(long key) {
    var request = GetRequest.newBuilder().setCollection(name).setView(view).setKey(key).build();
    var response = calls.run(() -> data.get(request));
    return response.hasRow()
        ? Optional.of(
            new VersionedRow(RemoteRows.row(response.getRow(), schema), response.getSeq()))
        : Optional.empty();
  }

  @Override
  public List<Row> getAll(long... keys) {
    BatchGetRequest.Builder request =
        BatchGetRequest.newBuilder().setCollection(name).setView(view);
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
    Schema projected = columns == null ? schema : schema.project(columns);
    return new RemoteCursor(scanArrow(spec), projected);
  }

  @Override
  public RemoteArrowCursor scanArrow(ScanSpec spec) {
    return RemoteArrowCursor.open(data, RemoteRows.scan(name, view, spec), calls);
  }

  @Override
  public List<NearestResult> nearestAll(List<NearestSpec> specs) {
    checkLimit(specs.size(), Limits.MAX_SEARCHES, "searches");
    BatchSearchRequest.Builder request =
        BatchSearchRequest.newBuilder().setCollection(name).setView(view);
    for (NearestSpec spec : specs) {
      spec.resolve(schema);
      request.addSearches(RemoteRows.search(name, view, spec));
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
    MeasureRecallRequest.Builder request =
        MeasureRecallRequest.newBuilder().setCollection(name).setView(view);
    for (NearestSpec spec : specs) {
      spec.resolve(schema);
      request.addSearches(RemoteRows.search(name, view, spec));
    }
    return calls.run(() -> data.measureRecall(request.build())).getRecall();
  }

  @Override
  public NearestResult nearest(NearestSpec spec) {
    spec.resolve(schema);
    var request = RemoteRows.search(name, view, spec);
    return RemoteRows.result(calls.run(() -> data.search(request)), schema, spec.columns());
  }

  @Override
  public GetPlan explainGet(long key) {
    var request =
        ExplainGetRequest.newBuilder().setCollection(name).setView(view).setKey(key).build();
    return RemotePlans.plan(calls.run(() -> explain.explainGet(request)).getPlan());
  }

  @Override
  public NearestPlan explainNearest(NearestSpec spec) {
    spec.resolve(schema);
    var request =
        ExplainSearchRequest.newBuilder().setSearch(RemoteRows.search(name, view, spec)).build();
    var response = calls.run(() -> explain.explainSearch(request));
    return RemotePlans.plan(response.getPlan(), schema, spec.columns());
  }

  @Override
  public long count(KeyRange keys, @Nullable Predicate where) {
    CountRequest.Builder request =
        CountRequest.newBuilder().setCollection(name).setView(view).setKeys(RemoteRows.range(keys));
    if (where != null) {
      request.setWhere(where.toString());
    }
    return calls.run(() -> data.count(request.build())).getCount();
  }
}

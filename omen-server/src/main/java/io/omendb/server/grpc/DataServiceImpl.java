package io.omendb.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.Limits;
import io.omendb.NearestResult;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.WriteBatch;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchGetResponse;
import io.omendb.server.grpc.v1.BatchSearchRequest;
import io.omendb.server.grpc.v1.BatchSearchResponse;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.CountResponse;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.DeleteRequest;
import io.omendb.server.grpc.v1.DeleteResponse;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.GetResponse;
import io.omendb.server.grpc.v1.MeasureRecallRequest;
import io.omendb.server.grpc.v1.MeasureRecallResponse;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.PutResponse;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.ScanResponse;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.SearchResponse;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamGetResponse;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.grpc.v1.WriteBatchResponse;
import io.omendb.server.grpc.v1.WriteOperation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Rows: every method checks its request, asks the database and answers, or throws. */
final class DataServiceImpl extends DataServiceGrpc.DataServiceImplBase {
  private final Database database;
  private final ScanLimit scans;
  private final Set<GetCall> getCalls = ConcurrentHashMap.newKeySet();

  DataServiceImpl(Database database, ScanLimit scans) {
    this.database = database;
    this.scans = scans;
  }

  @Override
  public void put(PutRequest request, StreamObserver<PutResponse> observer) {
    Collection collection = collection(request.getCollection());
    Requests.checkCount("rows", request.getRowsCount(), Limits.MAX_BATCH_OPERATIONS);
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < request.getRowsCount(); i++) {
      batch.put(RowMessages.row(request.getRows(i), "rows[" + i + "]"));
    }
    if (!request.getArrowIpcStream().isEmpty()) {
      ArrowMessages.readInto(batch, request.getArrowIpcStream(), collection.schema());
    }
    Requests.conditions(batch, request.getConditionsList());
    long seq = write(collection, batch, Requests.durability(request.getDurability()));
    Replies.send(observer, PutResponse.newBuilder().setSeq(seq).setRows(batch.size()).build());
  }

  @Override
  public void get(GetRequest request, StreamObserver<GetResponse> observer) {
    Collection collection = collection(request.getCollection());
    if (!request.hasKey()) {
      throw Requests.missing("key");
    }
    List<String> columns = request.getColumnsList();
    Requests.project(collection.schema(), columns);
    Optional<VersionedRow> row = collection.getVersioned(request.getKey());
    GetResponse.Builder response = GetResponse.newBuilder();
    row.ifPresent(found -> response.setRow(message(found.row(), columns)).setSeq(found.seq()));
    Replies.send(observer, response.build());
  }

  @Override
  public void batchGet(BatchGetRequest request, StreamObserver<BatchGetResponse> observer) {
    Collection collection = collection(request.getCollection());
    Requests.checkCount("keys", request.getKeysCount(), Limits.MAX_GET_KEYS);
    Replies.send(
        observer, BatchGet.read(collection, keys(request.getKeysList()), request.getColumnsList()));
  }

  @Override
  public StreamObserver<StreamGetRequest> streamGet(StreamObserver<StreamGetResponse> observer) {
    GetCall call =
        GetCall.start(
            database, (ServerCallStreamObserver<StreamGetResponse>) observer, getCalls::remove);
    getCalls.add(call);
    return call;
  }

  /** Ends calls that would go on until their client ends them. */
  void endStreams() {
    getCalls.forEach(call -> call.end(true));
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<DeleteResponse> observer) {
    Collection collection = collection(request.getCollection());
    Requests.checkCount("keys", request.getKeysCount(), Limits.MAX_BATCH_OPERATIONS);
    WriteBatch batch = new WriteBatch();
    request.getKeysList().forEach(batch::delete);
    Requests.conditions(batch, request.getConditionsList());
    long seq = write(collection, batch, Requests.durability(request.getDurability()));
    Replies.send(observer, DeleteResponse.newBuilder().setSeq(seq).build());
  }

  @Override
  public void writeBatch(WriteBatchRequest request, StreamObserver<WriteBatchResponse> observer) {
    Collection collection = collection(request.getCollection());
    Requests.checkCount("operations", request.getOperationsCount(), Limits.MAX_BATCH_OPERATIONS);
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < request.getOperationsCount(); i++) {
      WriteOperation operation = request.getOperations(i);
      String field = "operations[" + i + "]";
      switch (operation.getOperationCase()) {
        case PUT -> batch.put(RowMessages.row(operation.getPut(), field + ".put"));
        case DELETE_KEY -> batch.delete(operation.getDeleteKey());
        case OPERATION_NOT_SET -> throw Requests.missing(field + ".put or delete_key");
      }
    }
    Requests.conditions(batch, request.getConditionsList());
    long seq = write(collection, batch, Requests.durability(request.getDurability()));
    Replies.send(observer, WriteBatchResponse.newBuilder().setSeq(seq).build());
  }

  @Override
  public void scan(ScanRequest request, StreamObserver<ScanResponse> observer) {
    Collection collection = collection(request.getCollection());
    Schema schema = Requests.project(collection.schema(), request.getColumnsList());
    ScanSpec spec =
        new ScanSpec(
            Requests.range(request.getKeys()),
            request.getDescending(),
            request.hasLimit() ? request.getLimit() : ScanSpec.NO_LIMIT,
            Requests.where(request.hasWhere(), request.getWhere()),
            Requests.columns(request.getColumnsList()));
    RowCursor cursor = scans.open(() -> collection.scan(spec));
    PacedStream.start(new ScanPieces(schema, cursor), observer);
  }

  @Override
  public void count(CountRequest request, StreamObserver<CountResponse> observer) {
    Collection collection = collection(request.getCollection());
    long count =
        collection.count(
            Requests.range(request.getKeys()),
            Requests.where(request.hasWhere(), request.getWhere()));
    Replies.send(observer, CountResponse.newBuilder().setCount(count).build());
  }

  @Override
  public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
    Collection collection = collection(request.getCollection());
    NearestResult result = collection.nearest(SearchMessages.spec(request, collection.schema()));
    Replies.send(observer, SearchMessages.response(result, request.getColumnsList()));
  }

  @Override
  public void batchSearch(
      BatchSearchRequest request, StreamObserver<BatchSearchResponse> observer) {
    Collection collection = collection(request.getCollection());
    List<NearestResult> results =
        collection.nearestAll(
            SearchMessages.specs(
                request.getCollection(), request.getSearchesList(), collection.schema()));
    BatchSearchResponse.Builder response = BatchSearchResponse.newBuilder();
    for (int i = 0; i < results.size(); i++) {
      List<String> columns = request.getSearches(i).getColumnsList();
      response.addResults(SearchMessages.response(results.get(i), columns));
    }
    Replies.send(observer, response.build());
  }

  @Override
  public void measureRecall(
      MeasureRecallRequest request, StreamObserver<MeasureRecallResponse> observer) {
    Collection collection = collection(request.getCollection());
    double recall =
        collection.measureRecall(
            SearchMessages.specs(
                request.getCollection(), request.getSearchesList(), collection.schema()));
    Replies.send(observer, MeasureRecallResponse.newBuilder().setRecall(recall).build());
  }

  private Collection collection(String name) {
    return database.collection(Requests.collection(name));
  }

  private static long write(
      Collection collection, WriteBatch batch, @Nullable Durability durability) {
    return durability == null ? collection.write(batch) : collection.write(batch, durability);
  }

  private static io.omendb.server.grpc.v1.Row message(Row row, List<String> columns) {
    return columns.isEmpty() ? RowMessages.message(row) : RowMessages.message(row, columns);
  }

  private static long[] keys(List<Long> keys) {
    long[] array = new long[keys.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = keys.get(i);
    }
    return array;
  }
}

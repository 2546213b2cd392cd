package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.ArrowCursor;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.Limits;
import io.omendb.NearestResult;
import io.omendb.Row;
import io.omendb.RowReader;
import io.omendb.ScanSpec;
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
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamPutResponse;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamWriteResponse;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.grpc.v1.WriteBatchResponse;
import io.omendb.server.limits.RequestBounds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows: every method checks its request, asks the database and answers, or throws. */
final class DataServiceImpl extends DataServiceGrpc.DataServiceImplBase {
  private final Database database;
  private final Views views;
  private final RequestBounds bounds;
  private final ScanLimit scans;
  private final OpenCalls streams;

  /**
   * @param streams knows the calls that go on until their clients end them
   */
  DataServiceImpl(
      Database database, Views views, ScanLimit scans, OpenCalls streams, RequestBounds bounds) {
    this.database = database;
    this.views = views;
    this.scans = scans;
    this.streams = streams;
    this.bounds = bounds;
  }

  @Override
  public void put(PutRequest request, StreamObserver<PutResponse> observer) {
    Collection collection = collection(request.getCollection());
    WriteBatch batch =
        Requests.puts(
            request.getRowsList(), request.getArrowIpcStream(), collection.schema(), bounds);
    Requests.conditions(batch, request.getConditionsList());
    Requests.requestId(batch, request.getRequestId());
    long seq = write(collection, batch, Requests.durability(request.getDurability()));
    Replies.send(observer, PutResponse.newBuilder().setSeq(seq).setRows(batch.size()).build());
  }

  @Override
  public void get(GetRequest request, StreamObserver<GetResponse> observer) {
    RowReader reader = reader(request.getCollection(), request.getView());
    if (!request.hasKey()) {
      throw Requests.missing("key");
    }
    List<String> columns = request.getColumnsList();
    Requests.project(reader.schema(), columns);
    Optional<VersionedRow> row = reader.getVersioned(request.getKey());
    GetResponse.Builder response = GetResponse.newBuilder();
    row.ifPresent(found -> response.setRow(message(found.row(), columns)).setSeq(found.seq()));
    Replies.send(observer, response.build());
  }

  @Override
  public void batchGet(BatchGetRequest request, StreamObserver<BatchGetResponse> observer) {
    RowReader reader = reader(request.getCollection(), request.getView());
    Requests.checkCount("keys", request.getKeysCount(), Limits.MAX_GET_KEYS);
    Replies.send(
        observer, BatchGet.read(reader, keys(request.getKeysList()), request.getColumnsList()));
  }

  @Override
  public StreamObserver<StreamPutRequest> streamPut(StreamObserver<StreamPutResponse> observer) {
    PutAnswers answers = new PutAnswers(database, bounds);
    return StreamCall.start(streams, PutAnswers.WINDOW, answers::answer, observer);
  }

  @Override
  public StreamObserver<StreamGetRequest> streamGet(StreamObserver<StreamGetResponse> observer) {
    GetAnswers answers = new GetAnswers(database);
    return StreamCall.start(streams, GetAnswers.WINDOW, answers::answer, observer);
  }

  @Override
  public StreamObserver<StreamWriteRequest> streamWrite(
      StreamObserver<StreamWriteResponse> observer) {
    WriteAnswers answers = new WriteAnswers(database);
    return StreamCall.start(streams, WriteAnswers.WINDOW, answers::answer, observer);
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<DeleteResponse> observer) {
    Collection collection = collection(request.getCollection());
    Requests.checkCount("keys", request.getKeysCount(), Limits.MAX_BATCH_OPERATIONS);
    WriteBatch batch = new WriteBatch();
    request.getKeysList().forEach(batch::delete);
    Requests.conditions(batch, request.getConditionsList());
    Requests.requestId(batch, request.getRequestId());
    long seq = write(collection, batch, Requests.durability(request.getDurability()));
    Replies.send(observer, DeleteResponse.newBuilder().setSeq(seq).build());
  }

  @Override
  public void writeBatch(WriteBatchRequest request, StreamObserver<WriteBatchResponse> observer) {
    Collection collection = collection(request.getCollection());
    Requests.checkCount("operations", request.getOperationsCount(), Limits.MAX_BATCH_OPERATIONS);
    WriteBatch batch = new WriteBatch();
    Requests.operations(batch, request.getOperationsList());
    Requests.conditions(batch, request.getConditionsList());
    Requests.requestId(batch, request.getRequestId());
    long seq = write(collection, batch, Requests.durability(request.getDurability()));
    Replies.send(observer, WriteBatchResponse.newBuilder().setSeq(seq).build());
  }

  @Override
  public void scan(ScanRequest request, StreamObserver<ScanResponse> observer) {
    RowReader reader = reader(request.getCollection(), request.getView());
    Requests.project(reader.schema(), request.getColumnsList());
    ScanSpec spec =
        new ScanSpec(
            Requests.range(request.getKeys()),
            request.getDescending(),
            request.hasLimit() ? request.getLimit() : ScanSpec.NO_LIMIT,
            Requests.where(request.hasWhere(), request.getWhere()),
            Requests.columns(request.getColumnsList(), request.getKeysOnly()));
    ArrowCursor cursor = scans.open(() -> reader.scanArrow(spec));
    PacedStream.start(new ScanPieces(cursor), observer);
  }

  @Override
  public void count(CountRequest request, StreamObserver<CountResponse> observer) {
    RowReader reader = reader(request.getCollection(), request.getView());
    long count =
        reader.count(
            Requests.range(request.getKeys()),
            Requests.where(request.hasWhere(), request.getWhere()));
    Replies.send(observer, CountResponse.newBuilder().setCount(count).build());
  }

  @Override
  public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
    RowReader reader = reader(request.getCollection(), request.getView());
    NearestResult result = reader.nearest(SearchMessages.spec(request, reader.schema()));
    Replies.send(observer, SearchMessages.response(result, request.getColumnsList()));
  }

  @Override
  public void batchSearch(
      BatchSearchRequest request, StreamObserver<BatchSearchResponse> observer) {
    RowReader reader = reader(request.getCollection(), request.getView());
    List<NearestResult> results =
        reader.nearestAll(
            SearchMessages.specs(
                request.getCollection(),
                request.getView(),
                request.getSearchesList(),
                reader.schema()));
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
    RowReader reader = reader(request.getCollection(), request.getView());
    double recall =
        reader.measureRecall(
            SearchMessages.specs(
                request.getCollection(),
                request.getView(),
                request.getSearchesList(),
                reader.schema()));
    Replies.send(observer, MeasureRecallResponse.newBuilder().setRecall(recall).build());
  }

  private Collection collection(String name) {
    return database.collection(Requests.collection(name));
  }

  private RowReader reader(String collection, String view) {
    return views.reader(Requests.collection(collection), view);
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

package io.omendb.server.grpc;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.WriteBatch;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamPutResponse;
import org.jspecify.annotations.Nullable;

/** The answers of one call of StreamPut, whose first request says where to. For one thread. */
final class PutAnswers {
  /** Requests that may have arrived: one is committed while the next is on its way. */
  static final int WINDOW = 2;

  private final Database database;
  private final int batchRows;
  private @Nullable String collection;

  /**
   * @param batchRows most rows of one request
   */
  PutAnswers(Database database, int batchRows) {
    this.database = database;
    this.batchRows = batchRows;
  }

  StreamPutResponse answer(StreamPutRequest request) {
    Collection rows = collection(request);
    WriteBatch batch =
        Requests.puts(request.getRowsList(), request.getArrowIpcStream(), rows.schema(), batchRows);
    Requests.requestId(batch, request.getRequestId());
    Durability durability = Requests.durability(request.getDurability());
    long seq = durability == null ? rows.write(batch) : rows.write(batch, durability);
    return StreamPutResponse.newBuilder().setSeq(seq).setRows(batch.size()).build();
  }

  private Collection collection(StreamPutRequest request) {
    if (collection == null) {
      collection = Requests.collection(request.getCollection());
    } else {
      StreamCall.checkEmpty("collection", request.getCollection().isEmpty());
    }
    return database.collection(collection);
  }
}

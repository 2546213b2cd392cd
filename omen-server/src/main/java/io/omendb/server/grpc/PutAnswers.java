package io.omendb.server.grpc;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.WriteBatch;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamPutResponse;
import io.omendb.server.limits.RequestBounds;
import org.jspecify.annotations.Nullable;

/** The answers of one call of StreamPut, whose first request says where to. For one thread. */
final class PutAnswers {
  /** Requests that may have arrived: one is committed while the next is on its way. */
  static final int WINDOW = 2;

  private final Database database;
  private final RequestBounds bounds;
  private @Nullable String collection;

  PutAnswers(Database database, RequestBounds bounds) {
    this.database = database;
    this.bounds = bounds;
  }

  StreamPutResponse answer(StreamPutRequest request) {
    Collection rows = collection(request);
    WriteBatch batch =
        Requests.puts(request.getRowsList(), request.getArrowIpcStream(), rows.schema(), bounds);
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

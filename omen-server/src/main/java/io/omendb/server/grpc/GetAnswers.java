package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamGetResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of one call of StreamGet, whose first request says what of. For one thread. */
final class GetAnswers {
  /** Requests that a client may have under way. */
  static final int WINDOW = 16;

  private final Database database;

  /* Of the first request. */
  private @Nullable String collection;
  private @Nullable Schema whole;
  private @Nullable Schema projected;
  private List<String> columns = List.of();

  private boolean schemaSent;

  GetAnswers(Database database) {
    this.database = database;
  }

  StreamGetResponse answer(StreamGetRequest request) {
    Requests.checkCount("keys", request.getKeysCount(), Limits.MAX_GET_KEYS);
    Collection rows = collection(request);
    Schema schema = projected == null ? rows.schema() : projected;
    BatchGet.Found found = BatchGet.find(rows, keys(request), schema, columns.isEmpty());
    ByteString pieces = found.batches();
    if (!schemaSent) {
      schemaSent = true;
      pieces = ArrowMessages.schema(schema).concat(pieces);
    }
    return StreamGetResponse.newBuilder().setArrowIpc(pieces).setRows(found.rows()).build();
  }

  /** By its name for each request, so that one that is dropped is not read from any more. */
  private Collection collection(StreamGetRequest request) {
    String name = collection;
    if (name == null) {
      name = Requests.collection(request.getCollection());
      Collection rows = database.collection(name);
      columns = List.copyOf(request.getColumnsList());
      whole = rows.schema();
      projected = Requests.project(whole, columns);
      collection = name;
      return rows;
    }
    StreamCall.checkEmpty("collection", request.getCollection().isEmpty());
    StreamCall.checkEmpty("columns", request.getColumnsCount() == 0);
    Collection rows = database.collection(name);
    if (!rows.schema().equals(whole)) {
      throw new OmenException(
          ErrorCode.CONFLICT,
          "Collection '" + name + "' was dropped and made again with another schema",
          "begin another call");
    }
    return rows;
  }

  private static long[] keys(StreamGetRequest request) {
    long[] keys = new long[request.getKeysCount()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = request.getKeys(i);
    }
    return keys;
  }
}

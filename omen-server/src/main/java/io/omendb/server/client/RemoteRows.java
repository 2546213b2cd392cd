package io.omendb.server.client;

import io.omendb.Durability;
import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Row;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.WriteBatch;
import io.omendb.predicate.Predicate;
import io.omendb.server.grpc.RowMessages;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.SearchResponse;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.grpc.v1.WriteCondition;
import io.omendb.server.grpc.v1.WriteOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests about rows, and rows of responses. */
final class RemoteRows {
  /** The column of Arrow data that holds the key. */
  static final String KEY = "key";

  private RemoteRows() {}

  static io.omendb.server.grpc.v1.Durability durability(@Nullable Durability durability) {
    return switch (durability) {
      case null -> io.omendb.server.grpc.v1.Durability.DURABILITY_UNSPECIFIED;
      case SYNC -> io.omendb.server.grpc.v1.Durability.DURABILITY_SYNC;
      case ASYNC -> io.omendb.server.grpc.v1.Durability.DURABILITY_ASYNC;
    };
  }

  /**
   * The request to commit a batch.
   *
   * @param schema brings the values into the form that has a message
   * @param id of the request
   */
  static WriteBatchRequest batch(
      String collection,
      WriteBatch batch,
      Schema schema,
      io.omendb.server.grpc.v1.Durability durability,
      String id) {
    WriteBatchRequest.Builder request =
        WriteBatchRequest.newBuilder()
            .setCollection(collection)
            .setDurability(durability)
            .setRequestId(id);
    for (WriteBatch.Operation operation : batch.operations()) {
      WriteOperation.Builder message = WriteOperation.newBuilder();
      switch (operation) {
        case WriteBatch.Put put ->
            message.setPut(RowMessages.message(schema.row(put.key(), schema.bind(put.row()))));
        case WriteBatch.Delete delete -> message.setDeleteKey(delete.key());
      }
      request.addOperations(message);
    }
    return request.addAllConditions(conditions(batch)).build();
  }

  /** The same as one of several batches of a request. */
  static StreamedWrite streamed(WriteBatchRequest request) {
    return StreamedWrite.newBuilder()
        .addAllOperations(request.getOperationsList())
        .addAllConditions(request.getConditionsList())
        .setDurability(request.getDurability())
        .setRequestId(request.getRequestId())
        .build();
  }

  /** The id of a batch, which is given one where it has none. */
  static String requestId(WriteBatch batch) {
    UUID id = batch.requestId();
    return (id == null ? UUID.randomUUID() : id).toString();
  }

  static List<WriteCondition> conditions(WriteBatch batch) {
    List<WriteCondition> conditions = new ArrayList<>();
    for (WriteBatch.Condition condition : batch.conditions()) {
      WriteCondition.Builder message = WriteCondition.newBuilder().setKey(condition.key());
      switch (condition) {
        case WriteBatch.Absent absent -> message.setAbsent(true);
        case WriteBatch.Unchanged unchanged -> message.setUnchangedSince(unchanged.seq());
      }
      conditions.add(message.build());
    }
    return conditions;
  }

  /** A row with all columns of a schema, in its order; null where the message leaves one out. */
  static Row row(io.omendb.server.grpc.v1.Row message, Schema schema) {
    return schema.row(message.getKey(), schema.bind(RowMessages.row(message, "row")));
  }

  static io.omendb.server.grpc.v1.KeyRange range(KeyRange keys) {
    var range = io.omendb.server.grpc.v1.KeyRange.newBuilder().setFromKey(keys.from());
    Long to = keys.to();
    if (to != null) {
      range.setToKey(to);
    }
    return range.build();
  }

  static ScanRequest scan(String collection, String view, ScanSpec spec) {
    ScanRequest.Builder request =
        ScanRequest.newBuilder()
            .setCollection(collection)
            .setView(view)
            .setKeys(range(spec.keys()))
            .setDescending(spec.descending());
    if (spec.limit() != ScanSpec.NO_LIMIT) {
      request.setLimit(spec.limit());
    }
    Predicate where = spec.where();
    if (where != null) {
      request.setWhere(where.toString());
    }
    List<String> columns = spec.columns();
    if (columns != null) {
      request.addAllColumns(columns).setKeysOnly(columns.isEmpty());
    }
    return request.build();
  }

  static SearchRequest search(String collection, String view, NearestSpec spec) {
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setCollection(collection)
            .setView(view)
            .setK(spec.k())
            .setKeys(range(spec.keys()))
            .setMode(mode(spec.mode()))
            .setRecall(spec.recall());
    if (spec.radius() != Double.POSITIVE_INFINITY) {
      request.setRadius(spec.radius());
    }
    for (float element : spec.vector()) {
      request.addVector(element);
    }
    Predicate where = spec.where();
    if (where != null) {
      request.setWhere(where.toString());
    }
    String column = spec.column();
    if (column != null) {
      request.setColumn(column);
    }
    List<String> columns = spec.columns();
    return (columns == null ? request : request.addAllColumns(columns)).build();
  }

  static NearestResult result(
      SearchResponse response, Schema schema, @Nullable List<String> columns) {
    // On the wire no column means all of them.
    boolean keysOnly = columns != null && columns.isEmpty();
    Schema projected = columns == null ? schema : schema.project(columns);
    List<Hit> hits =
        response.getHitsList().stream()
            .map(hit ->
                new Hit(
                    hit.getDistance(),
                    hit.getScore(),
                    keysOnly ? Row.of(hit.getKey()) : row(hit.getRow(), projected)))
            .toList();
    return new NearestResult(
        hits,
        response.getCertified(),
        RemotePlans.mode(response.getMode()),
        response.getRowsScanned(),
        response.getRowsReranked());
  }

  private static io.omendb.server.grpc.v1.SearchMode mode(SearchMode mode) {
    return switch (mode) {
      case AUTO -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_AUTO;
      case EXACT -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_EXACT;
      case FAST -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_FAST;
      case GRAPH -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_GRAPH;
    };
  }
}

package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.Limits;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.WriteBatch;
import io.omendb.predicate.Predicate;
import io.omendb.server.grpc.v1.ImportMode;
import io.omendb.server.grpc.v1.WriteCondition;
import io.omendb.server.grpc.v1.WriteOperation;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.transfer.Importer;
import io.omendb.server.values.RequestIds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields that requests share; every error names its field. */
final class Requests {
  private Requests() {}

  /** A collection's name, checked before any path or log line is made of it. */
  static String collection(String name) {
    if (name.isEmpty()) {
      throw missing("collection");
    }
    Names.checkCollection(name);
    return name;
  }

  static KeyRange range(io.omendb.server.grpc.v1.KeyRange range) {
    return KeyRange.between(
        range.hasFromKey() ? range.getFromKey() : null, range.hasToKey() ? range.getToKey() : null);
  }

  /** The durability asked for; null where the configured one is meant. */
  static @Nullable Durability durability(io.omendb.server.grpc.v1.Durability durability) {
    return switch (durability) {
      case DURABILITY_UNSPECIFIED -> null;
      case DURABILITY_SYNC -> Durability.SYNC;
      case DURABILITY_ASYNC -> Durability.ASYNC;
      case UNRECOGNIZED -> throw unknown("durability", "0, 1 or 2");
    };
  }

  static SearchMode mode(io.omendb.server.grpc.v1.SearchMode mode) {
    return switch (mode) {
      case SEARCH_MODE_UNSPECIFIED, SEARCH_MODE_AUTO -> SearchMode.AUTO;
      case SEARCH_MODE_EXACT -> SearchMode.EXACT;
      case SEARCH_MODE_FAST -> SearchMode.FAST;
      case SEARCH_MODE_GRAPH -> SearchMode.GRAPH;
      case UNRECOGNIZED -> throw unknown("mode", "0, 1 or 2");
    };
  }

  static Importer.Mode mode(ImportMode mode) {
    return switch (mode) {
      case IMPORT_MODE_UNSPECIFIED, IMPORT_MODE_BATCHES -> Importer.Mode.BATCHES;
      case IMPORT_MODE_BULK -> Importer.Mode.BULK;
      case UNRECOGNIZED -> throw unknown("mode", "0, 1 or 2");
    };
  }

  /** The schema of these columns, all where none is named. */
  static Schema project(Schema schema, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      schema.ordinal(column);
      if (!seen.add(column)) {
        throw OmenException.invalid(
            "columns", "The column '" + column + "' is named twice", "name it once");
      }
    }
    return columns.isEmpty() ? schema : schema.project(columns);
  }

  /** The columns of a specification of the API, where null stands for all. */
  static @Nullable List<String> columns(List<String> columns) {
    return columns.isEmpty() ? null : columns;
  }

  /** The same for a request that can ask for the keys alone. */
  static @Nullable List<String> columns(List<String> columns, boolean keysOnly) {
    if (!keysOnly) {
      return columns(columns);
    }
    if (!columns.isEmpty()) {
      throw OmenException.invalid(
          "keys_only", "Keys only, but with columns", "leave out the one or the other");
    }
    return List.of();
  }

  /**
   * The predicate that a text says.
   *
   * @param given whether the request has the field
   */
  static @Nullable Predicate where(boolean given, String text) {
    return given ? Predicate.parse(text) : null;
  }

  static void checkCount(String field, long count, int limit) {
    if (count > limit) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          count + " " + field + ", the limit of one request is " + limit,
          field,
          "split the request",
          null);
    }
  }

  /**
   * The puts of a request: rows as messages, then those of an Arrow stream, if there is one.
   *
   * @param bounds what the stream may have
   */
  static WriteBatch puts(
      List<io.omendb.server.grpc.v1.Row> rows,
      ByteString arrowStream,
      Schema schema,
      RequestBounds bounds) {
    checkCount("rows", rows.size(), Limits.MAX_BATCH_OPERATIONS);
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < rows.size(); i++) {
      batch.put(RowMessages.row(rows.get(i), "rows[" + i + "]"));
    }
    if (!arrowStream.isEmpty()) {
      ArrowMessages.readInto(batch, arrowStream, schema, bounds);
    }
    return batch;
  }

  static OmenException missing(String field) {
    return OmenException.invalid(field, field + " is required", null);
  }

  private static OmenException unknown(String field, String allowed) {
    return OmenException.invalid(
        field, field + " is a number this server does not know, must be " + allowed, null);
  }

  /** Adds the operations of a request to a batch. */
  static void operations(WriteBatch batch, List<WriteOperation> operations) {
    for (int i = 0; i < operations.size(); i++) {
      WriteOperation operation = operations.get(i);
      String field = "operations[" + i + "]";
      switch (operation.getOperationCase()) {
        case PUT -> batch.put(RowMessages.row(operation.getPut(), field + ".put"));
        case DELETE_KEY -> batch.delete(operation.getDeleteKey());
        case OPERATION_NOT_SET -> throw missing(field + ".put or delete_key");
      }
    }
  }

  /** Adds the id of a request to a batch, if there is one. */
  static void requestId(WriteBatch batch, String text) {
    if (!text.isEmpty()) {
      batch.requestId(RequestIds.parse("request_id", text));
    }
  }

  /** Adds the conditions of a request to a batch. */
  static void conditions(WriteBatch batch, List<WriteCondition> conditions) {
    checkCount("conditions", conditions.size(), Limits.MAX_BATCH_OPERATIONS);
    for (int i = 0; i < conditions.size(); i++) {
      WriteCondition condition = conditions.get(i);
      String field = "conditions[" + i + "]";
      if (!condition.hasKey()) {
        throw missing(field + ".key");
      }
      switch (condition.getRequirementCase()) {
        case ABSENT -> {
          if (!condition.getAbsent()) {
            throw OmenException.invalid(
                field + ".absent", field + ".absent is false", "leave the condition out");
          }
          batch.requireAbsent(condition.getKey());
        }
        case UNCHANGED_SINCE ->
            batch.requireUnchanged(condition.getKey(), condition.getUnchangedSince());
        case REQUIREMENT_NOT_SET -> throw missing(field + ".absent or unchanged_since");
      }
    }
  }
}

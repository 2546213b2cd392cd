package io.omendb.server.grpc;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.predicate.Predicate;
import io.omendb.server.config.LimitSettings;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchSearchRequest;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DeleteRequest;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.MeasureRecallRequest;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import java.util.List;

/**
 * What a request may ask for, by the settings. The hard bounds of the database are checked by the
 * database itself; here those that an operator has drawn tighter, and what a single call may cost.
 */
final class RequestLimits {
  private final LimitSettings limits;

  RequestLimits(LimitSettings limits) {
    this.limits = limits;
  }

  void check(Object request) {
    switch (request) {
      case PutRequest put -> rows("rows", put.getRowsCount());
      case StreamPutRequest put -> rows("rows", put.getRowsCount());
      case StreamWriteRequest write ->
          rows(
              "operations",
              write.getWritesList().stream().mapToInt(StreamedWrite::getOperationsCount).sum());
      case StreamGetRequest get -> rows("keys", get.getKeysCount());
      case DeleteRequest delete -> rows("keys", delete.getKeysCount());
      case WriteBatchRequest write -> rows("operations", write.getOperationsCount());
      case BatchGetRequest get -> rows("keys", get.getKeysCount());
      case ScanRequest scan -> where(scan.getWhere());
      case CountRequest count -> where(count.getWhere());
      case SearchRequest search -> searches(List.of(search));
      case ExplainSearchRequest explain -> searches(List.of(explain.getSearch()));
      case BatchSearchRequest batch -> searches(batch.getSearchesList());
      case MeasureRecallRequest measure -> searches(measure.getSearchesList());
      case CreateCollectionRequest create -> dimension(create.getSchema());
      default -> {} // has nothing that grows
    }
  }

  private void rows(String field, int count) {
    refuse(field, count + " " + field, count, limits.batchRows(), ServerKey.LIMITS_BATCH_ROWS);
  }

  private void searches(List<SearchRequest> searches) {
    long hits = 0;
    for (SearchRequest search : searches) {
      refuse("k", "k is " + search.getK(), search.getK(), limits.k(), ServerKey.LIMITS_K);
      where(search.getWhere());
      hits +=
          Math.clamp(search.getK(), 0, limits.k()); // what is out of bounds is refused by itself
    }
    refuse("searches", hits + " hits together", hits, limits.hits(), ServerKey.LIMITS_HITS);
  }

  private void where(String text) {
    refuse(
        "where",
        text.length() + " characters",
        text.length(),
        limits.predicateLength(),
        ServerKey.LIMITS_PREDICATE_LENGTH);
    // The parser itself refuses what is deeper than the greatest value of the setting.
    if (limits.predicateDepth() < Limits.MAX_PREDICATE_DEPTH && !text.isEmpty()) {
      int depth = depth(Predicate.parse(text));
      refuse(
          "where",
          depth + " levels",
          depth,
          limits.predicateDepth(),
          ServerKey.LIMITS_PREDICATE_DEPTH);
    }
  }

  private static int depth(Predicate predicate) {
    List<Predicate> parts =
        switch (predicate) {
          case Predicate.And and -> and.terms();
          case Predicate.Or or -> or.terms();
          case Predicate.Not not -> List.of(not.term());
          default -> List.of();
        };
    return 1 + parts.stream().mapToInt(RequestLimits::depth).max().orElse(0);
  }

  private void dimension(String schema) {
    if (limits.dimension() == Limits.MAX_DIMENSION) {
      return; // the schema's own bound
    }
    for (Column column : Schema.parse(schema).columns()) {
      if (column.type() instanceof VectorType vector) {
        refuse(
            "schema",
            column.name() + " has the dimension " + vector.dimension(),
            vector.dimension(),
            limits.dimension(),
            ServerKey.LIMITS_DIMENSION);
      }
    }
  }

  /** The greatest value of a setting is the database's own bound, about which it says more. */
  private static void refuse(String field, String what, long value, int limit, ServerKey setting) {
    if (value > limit && limit < setting.max()) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          what + ", the limit of one request is " + limit,
          field,
          "ask for less, or raise " + setting.text() + " of the server",
          null);
    }
  }
}

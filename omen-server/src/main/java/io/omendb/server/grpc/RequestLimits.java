package io.omendb.server.grpc;

import io.omendb.Limits;
import io.omendb.Schema;
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
import io.omendb.server.grpc.v1.StartExportRequest;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.limits.RequestBounds;
import java.util.List;

/** Holds the messages of {@code omendb.v1} against the bounds of a request. Immutable. */
final class RequestLimits {
  private final RequestBounds bounds;

  RequestLimits(RequestBounds bounds) {
    this.bounds = bounds;
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
      case ScanRequest scan -> bounds.checkPredicate("where", scan.getWhere());
      case CountRequest count -> bounds.checkPredicate("where", count.getWhere());
      case StartExportRequest export -> bounds.checkPredicate("where", export.getWhere());
      case SearchRequest search -> searches("k", List.of(search));
      case ExplainSearchRequest explain -> searches("k", List.of(explain.getSearch()));
      case BatchSearchRequest batch -> searches("searches", batch.getSearchesList());
      case MeasureRecallRequest measure -> searches("searches", measure.getSearchesList());
      case CreateCollectionRequest create ->
          bounds.checkDimensions("schema", Schema.parse(create.getSchema()));
      default -> {} // has nothing that grows
    }
  }

  private void rows(String field, int count) {
    bounds.checkRows(field, field, count);
  }

  /**
   * Checks the searches of one request.
   *
   * @param field the one that is to blame where they ask for too much together
   */
  private void searches(String field, List<SearchRequest> searches) {
    long hits = 0;
    for (SearchRequest search : searches) {
      bounds.checkK("k", search.getK());
      bounds.checkPredicate("where", search.getWhere());
      hits +=
          Math.clamp(search.getK(), 0, Limits.MAX_K); // what is out of bounds is refused by itself
    }
    bounds.checkHits(field, hits);
  }
}

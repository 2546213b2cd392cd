package io.omendb.server.grpc;

import io.omendb.Hit;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.SearchResponse;
import java.util.List;

/** Searches out of messages, and their answers to messages. */
final class SearchMessages {
  private SearchMessages() {}

  /** The search that a request means; refuses what only the schema can show to be wrong. */
  static NearestSpec spec(SearchRequest request, Schema schema) {
    Requests.project(schema, request.getColumnsList());
    if (request.getVectorCount() == 0) {
      throw Requests.missing("vector");
    }
    return new NearestSpec(
        request.getColumn().isEmpty() ? null : request.getColumn(),
        RowMessages.floats(request.getVectorList()),
        request.getK(),
        Requests.range(request.getKeys()),
        Requests.where(request.hasWhere(), request.getWhere()),
        Requests.mode(request.getMode()),
        Requests.columns(request.getColumnsList()));
  }

  /**
   * The answer of a search.
   *
   * @param columns those that the request named; none for all
   */
  static SearchResponse response(NearestResult result, List<String> columns) {
    SearchResponse.Builder response =
        SearchResponse.newBuilder()
            .setCertified(result.certified())
            .setRowsScanned(result.rowsScanned());
    for (Hit hit : result.hits()) {
      response
          .addHitsBuilder()
          .setKey(hit.key())
          .setDistance(hit.distance())
          .setScore(hit.score())
          .setRow(row(hit.row(), columns));
    }
    return response.build();
  }

  private static io.omendb.server.grpc.v1.Row row(Row row, List<String> columns) {
    return columns.isEmpty() ? RowMessages.message(row) : RowMessages.message(row, columns);
  }
}

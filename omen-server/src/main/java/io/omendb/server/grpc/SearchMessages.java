package io.omendb.server.grpc;

import io.omendb.Hit;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.SearchResponse;
import io.omendb.server.limits.NumberedSearch;
import java.util.ArrayList;
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
        Requests.columns(request.getColumnsList()),
        request.hasRadius() ? request.getRadius() : Double.POSITIVE_INFINITY,
        request.getRecall());
  }

  /** The searches of a call that are all of one collection, or of one view of it. */
  static List<NearestSpec> specs(
      String collection, String view, List<SearchRequest> searches, Schema schema) {
    List<NearestSpec> specs = new ArrayList<>(searches.size());
    for (int i = 0; i < searches.size(); i++) {
      SearchRequest search = searches.get(i);
      specs.add(
          NumberedSearch.of(
              i,
              schema,
              () -> {
                requireSame(collection, view, search);
                return spec(search, schema);
              }));
    }
    return specs;
  }

  private static void requireSame(String collection, String view, SearchRequest search) {
    if (!search.getView().isEmpty() && !search.getView().equals(view)) {
      throw OmenException.invalid(
          "view", "A search of another view than the call's", "leave it out");
    }
    if (!search.getCollection().isEmpty() && !search.getCollection().equals(collection)) {
      throw OmenException.invalid(
          "collection",
          "A search of collection '"
              + search.getCollection()
              + "' in a call for '"
              + collection
              + "'",
          "leave it out, or search one collection a call");
    }
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
            .setMode(message(result.mode()))
            .setRowsScanned(result.rowsScanned())
            .setRowsReranked(result.rowsReranked());
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

  /** A mode as a message has it. */
  static io.omendb.server.grpc.v1.SearchMode message(SearchMode mode) {
    return switch (mode) {
      case AUTO -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_AUTO;
      case EXACT -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_EXACT;
      case FAST -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_FAST;
      case GRAPH -> io.omendb.server.grpc.v1.SearchMode.SEARCH_MODE_GRAPH;
    };
  }

  private static io.omendb.server.grpc.v1.Row row(Row row, List<String> columns) {
    return columns.isEmpty() ? RowMessages.message(row) : RowMessages.message(row, columns);
  }
}

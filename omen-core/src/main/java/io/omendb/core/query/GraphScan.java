package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.core.vectors.GraphFile;
import io.omendb.spi.vector.GraphQuery;
import io.omendb.spi.vector.VectorGraph.Found;
import io.omendb.spi.vector.VectorRows;

/**
 * The rows of a slice that its graph leads to, scored again in double precision. Misses a true
 * neighbour where the walk does not come by. For one thread.
 */
final class GraphScan {
  private final VectorSearch search;

  GraphScan(VectorSearch search) {
    this.search = search;
  }

  /**
   * Searches the slice, unless the graph leads to too few rows; then nothing has been scored, and
   * another way has to.
   *
   * @param candidates rows to find and to score
   * @param k rows asked for
   * @return whether the slice has been searched
   */
  boolean search(SearchSlice slice, GraphFile graph, int candidates, int k) {
    Cancellation.check();
    int[] found = new int[candidates];
    Found result = graph.graph().search(rows(slice), query(slice, candidates), found);
    search.rowsScanned += result.compared();
    search.bytesRead += result.compared() * search.rowBytes();
    int live = keepLive(slice, found, result.count());
    if (live < Math.min(k, slice.wantedRows())) {
      return false;
    }
    for (int row : graph.oddRows()) {
      if (row >= slice.first() && row < slice.end()) {
        search.offer(slice, row);
      }
    }
    search.rerank(slice, found, live);
    return true;
  }

  private VectorRows rows(SearchSlice slice) {
    return new VectorRows(
        search.compute,
        search.type.metric(),
        slice.segment().vectors(search.column),
        slice.segment().info().rows(),
        search.type.dimension());
  }

  private GraphQuery query(SearchSlice slice, int candidates) {
    return slice.isWhole()
        ? GraphQuery.of(search.query, candidates)
        : new GraphQuery(search.query, candidates, slice::accepts, slice.wantedRows());
  }

  /** Moves the rows that no newer place hides to the front; returns how many. */
  private int keepLive(SearchSlice slice, int[] rows, int count) {
    int live = 0;
    for (int i = 0; i < count; i++) {
      if (!search.superseded(slice.rank(), slice.segment().reader().key(rows[i]))) {
        rows[live++] = rows[i];
      }
    }
    return live;
  }
}

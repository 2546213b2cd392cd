package io.omendb.graph.lucene;

import java.util.stream.IntStream;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;

/** A place in a {@link SerializedGraph}, as Lucene's search wants it. For one search. */
final class GraphWalk extends HnswGraph {
  private final SerializedGraph graph;
  private final int[] neighbors;
  private int count;
  private int next;

  GraphWalk(SerializedGraph graph) {
    this.graph = graph;
    this.neighbors = new int[graph.mostNeighbors()];
  }

  @Override
  public void seek(int level, int row) {
    count = graph.neighbors(level, row, neighbors);
    next = 0;
  }

  @Override
  public int nextNeighbor() {
    return next < count ? neighbors[next++] : DocIdSetIterator.NO_MORE_DOCS;
  }

  @Override
  public int neighborCount() {
    return count;
  }

  @Override
  public int size() {
    return graph.nodes();
  }

  @Override
  public int maxNodeId() {
    return graph.rows() - 1;
  }

  @Override
  public int numLevels() {
    return graph.levels();
  }

  @Override
  public int maxConn() {
    return graph.mostNeighbors();
  }

  @Override
  public int entryNode() {
    return graph.entry();
  }

  @Override
  public NodesIterator getNodesOnLevel(int level) {
    return new ArrayNodesIterator(
        level == 0 ? IntStream.range(0, graph.rows()).toArray() : graph.rowsOn(level));
  }
}

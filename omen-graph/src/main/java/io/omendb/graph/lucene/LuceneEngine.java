package io.omendb.graph.lucene;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.vector.BuildMonitor;
import io.omendb.spi.vector.VectorGraph;
import io.omendb.spi.vector.VectorIndexEngine;
import io.omendb.spi.vector.VectorRows;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/**
 * Builds graphs with Lucene's {@link HnswGraphBuilder}, row after row on the calling thread. While
 * it does, the graph is on the heap, some 300 bytes a row.
 */
final class LuceneEngine implements VectorIndexEngine {
  /** Neighbours of a row on the upper levels; twice as many on the lowest. */
  private static final int NEIGHBORS = 16;

  /** Candidates that are kept while the neighbours of a new row are looked for. */
  private static final int BEAM = 100;

  /** Decides the levels of rows, so that a segment always gets the same graph. */
  private static final long SEED = 42;

  private static final int MONITORED = 1000;

  @Override
  public String name() {
    return LuceneProvider.NAME;
  }

  @Override
  public MemorySegment build(VectorRows rows, long[] present, BuildMonitor monitor, Arena arena) {
    int[] rowOfNode = rowNumbers(present, rows.count());
    if (rowOfNode.length == 0) {
      return GraphSerializer.empty(rows.count(), arena);
    }
    try {
      return GraphSerializer.write(graph(rows, rowOfNode, monitor), rowOfNode, rows.count(), arena);
    } catch (IOException e) {
      throw neverThrown(e);
    }
  }

  private static OnHeapHnswGraph graph(VectorRows rows, int[] rowOfNode, BuildMonitor monitor)
      throws IOException {
    int nodes = rowOfNode.length;
    HnswGraphBuilder builder =
        HnswGraphBuilder.create(
            new RowScorer.Supplier(rows, rowOfNode), NEIGHBORS, BEAM, SEED, nodes);
    for (int node = 0; node < nodes; node++) {
      if (node % MONITORED == 0) {
        monitor.added(node, nodes);
      }
      builder.addGraphNode(node);
    }
    OnHeapHnswGraph graph = builder.getCompletedGraph();
    monitor.added(nodes, nodes);
    return graph;
  }

  /** The rows whose bits are set, ascending: Lucene wants nodes without gaps. */
  private static int[] rowNumbers(long[] present, int count) {
    int[] numbers = new int[count];
    int size = 0;
    for (int row = 0; row < count; row++) {
      if ((present[row >>> 6] >>> row & 1) != 0) {
        numbers[size++] = row;
      }
    }
    return Arrays.copyOf(numbers, size);
  }

  @Override
  public VectorGraph open(MemorySegment serialised, int rows) {
    return new LuceneGraph(SerializedGraph.open(serialised, rows));
  }

  /** Lucene's signatures allow for files; here everything is in memory. */
  static OmenException neverThrown(IOException e) {
    return new OmenException(ErrorCode.INTERNAL, "The graph cannot be read: " + e, e);
  }
}

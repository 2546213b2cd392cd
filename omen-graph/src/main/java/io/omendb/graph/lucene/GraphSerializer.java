package io.omendb.graph.lucene;

import static io.omendb.graph.lucene.GraphDescriptor.INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.lucene.util.hnsw.NeighborArray;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/** Writes a graph of Lucene's in the form of {@link GraphDescriptor}. For one thread. */
final class GraphSerializer {
  private final OnHeapHnswGraph graph;
  private final int[] rowOfNode;
  private final int rows;

  private GraphSerializer(OnHeapHnswGraph graph, int[] rowOfNode, int rows) {
    this.graph = graph;
    this.rowOfNode = rowOfNode;
    this.rows = rows;
  }

  /**
   * The bytes of a graph.
   *
   * @param rowOfNode the row of each of its nodes, ascending
   * @param rows rows of the segment
   */
  static MemorySegment write(OnHeapHnswGraph graph, int[] rowOfNode, int rows, Arena arena) {
    return new GraphSerializer(graph, rowOfNode, rows).write(arena);
  }

  /** The bytes of a graph without nodes over so many rows. */
  static MemorySegment empty(int rows, Arena arena) {
    MemorySegment bytes =
        arena.allocate(
            GraphDescriptor.LEVEL_SIZES_AT + rows * GraphDescriptor.listBytes(0), Integer.BYTES);
    putHead(bytes, rows, 0, -1, 0, 0, 0);
    return bytes;
  }

  private static void putHead(
      MemorySegment bytes, int rows, int nodes, int entry, int levels, int slots, int upperSlots) {
    bytes.set(INT, GraphDescriptor.VERSION_AT, GraphDescriptor.VERSION);
    bytes.set(INT, GraphDescriptor.ROWS_AT, rows);
    bytes.set(INT, GraphDescriptor.NODES_AT, nodes);
    bytes.set(INT, GraphDescriptor.ENTRY_AT, entry);
    bytes.set(INT, GraphDescriptor.LEVELS_AT, levels);
    bytes.set(INT, GraphDescriptor.SLOTS_AT, slots);
    bytes.set(INT, GraphDescriptor.UPPER_SLOTS_AT, upperSlots);
  }

  private MemorySegment write(Arena arena) {
    int levels = graph.numLevels();
    int[][] nodes = new int[levels][];
    int slots = 0;
    int upperSlots = 0;
    long length = GraphDescriptor.LEVEL_SIZES_AT + (levels - 1L) * Integer.BYTES;
    for (int level = 0; level < levels; level++) {
      nodes[level] = nodesOn(level);
      for (int node : nodes[level]) {
        int neighbors = graph.getNeighbors(level, node).size();
        slots = level == 0 ? Math.max(slots, neighbors) : slots;
        upperSlots = level == 0 ? upperSlots : Math.max(upperSlots, neighbors);
      }
    }
    length += rows * GraphDescriptor.listBytes(slots);
    for (int level = 1; level < levels; level++) {
      length += nodes[level].length * (Integer.BYTES + GraphDescriptor.listBytes(upperSlots));
    }
    MemorySegment bytes = arena.allocate(length, Integer.BYTES);
    int entry = rowOfNode[graph.entryNode()];
    putHead(bytes, rows, rowOfNode.length, entry, levels, slots, upperSlots);
    long at = GraphDescriptor.LEVEL_SIZES_AT;
    for (int level = 1; level < levels; level++, at += Integer.BYTES) {
      bytes.set(INT, at, nodes[level].length);
    }
    for (int node : nodes[0]) {
      putList(bytes, at + rowOfNode[node] * GraphDescriptor.listBytes(slots), 0, node);
    }
    at += rows * GraphDescriptor.listBytes(slots);
    for (int level = 1; level < levels; level++) {
      for (int node : nodes[level]) {
        bytes.set(INT, at, rowOfNode[node]);
        at += Integer.BYTES;
      }
      for (int node : nodes[level]) {
        putList(bytes, at, level, node);
        at += GraphDescriptor.listBytes(upperSlots);
      }
    }
    return bytes;
  }

  private int[] nodesOn(int level) {
    int[] nodes = new int[graph.getNodesOnLevel(level).size()];
    int copied = graph.getNodesOnLevel(level).consume(nodes);
    int[] sorted = Arrays.copyOf(nodes, copied);
    Arrays.sort(sorted);
    return sorted;
  }

  private void putList(MemorySegment bytes, long at, int level, int node) {
    NeighborArray neighbors = graph.getNeighbors(level, node);
    bytes.set(INT, at, neighbors.size());
    for (int i = 0; i < neighbors.size(); i++) {
      bytes.set(INT, at + (1L + i) * Integer.BYTES, rowOfNode[neighbors.nodes()[i]]);
    }
  }
}

package io.omendb.graph.lucene;

import static io.omendb.graph.lucene.GraphDescriptor.INT;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.lang.foreign.MemorySegment;

/**
 * A graph in the form of {@link GraphDescriptor}, read where it lies. Opening it looks at every
 * list: each neighbour is a row of the segment, so that a walk needs no checks of its own.
 * Immutable, safe for concurrent use while it is mapped.
 */
final class SerializedGraph {
  private final MemorySegment bytes;
  private final int rows;
  private final int nodes;
  private final int entry;
  private final int levels;
  private final int slots;
  private final int upperSlots;

  /** Per level: how many rows it has. */
  private final int[] sizes;

  /** Per level: where its lists begin; its row numbers are right before, but for level 0. */
  private final long[] lists;

  private SerializedGraph(MemorySegment bytes, int expectedRows) {
    this.bytes = bytes;
    if (bytes.byteSize() < GraphDescriptor.LEVEL_SIZES_AT) {
      throw wrong(0, "only " + bytes.byteSize() + " bytes");
    }
    int version = bytes.get(INT, GraphDescriptor.VERSION_AT);
    if (version > GraphDescriptor.VERSION) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          "The graph has version %d, this build reads version %d"
              .formatted(version, GraphDescriptor.VERSION),
          "search with the release of OmenDB that wrote it");
    }
    if (version != GraphDescriptor.VERSION) {
      throw wrong(GraphDescriptor.VERSION_AT, "version " + version);
    }
    rows = within(GraphDescriptor.ROWS_AT, expectedRows, expectedRows, "rows");
    nodes = within(GraphDescriptor.NODES_AT, 0, rows, "nodes");
    entry =
        within(
            GraphDescriptor.ENTRY_AT, nodes == 0 ? -1 : 0, nodes == 0 ? -1 : rows - 1, "first row");
    levels =
        within(
            GraphDescriptor.LEVELS_AT,
            nodes == 0 ? 0 : 1,
            nodes == 0 ? 0 : GraphDescriptor.MAX_LEVELS,
            "levels");
    slots = within(GraphDescriptor.SLOTS_AT, 0, GraphDescriptor.MAX_SLOTS, "slots");
    upperSlots = within(GraphDescriptor.UPPER_SLOTS_AT, 0, GraphDescriptor.MAX_SLOTS, "slots");
    sizes = new int[Math.max(1, levels)];
    lists = new long[sizes.length];
    place();
    verifyLists();
  }

  /**
   * Opens and verifies a graph.
   *
   * @param rows rows of the segment
   * @throws CorruptionException where the bytes are no graph over so many rows
   */
  static SerializedGraph open(MemorySegment bytes, int rows) {
    return new SerializedGraph(bytes, rows);
  }

  /** Finds out where the levels begin. */
  private void place() {
    long at = GraphDescriptor.LEVEL_SIZES_AT + (sizes.length - 1L) * Integer.BYTES;
    sizes[0] = rows;
    lists[0] = at;
    if (at > bytes.byteSize()) {
      throw wrong(0, sizes.length + " levels in " + bytes.byteSize() + " bytes");
    }
    at += rows * GraphDescriptor.listBytes(slots);
    for (int level = 1; level < sizes.length; level++) {
      long sizeAt = GraphDescriptor.LEVEL_SIZES_AT + (level - 1L) * Integer.BYTES;
      sizes[level] = within(sizeAt, 0, nodes, "rows on level " + level);
      lists[level] = at + (long) sizes[level] * Integer.BYTES;
      at = lists[level] + sizes[level] * GraphDescriptor.listBytes(upperSlots);
    }
    if (at != bytes.byteSize()) {
      throw wrong(0, at + " bytes expected, " + bytes.byteSize() + " found");
    }
  }

  private void verifyLists() {
    for (int level = 0; level < sizes.length; level++) {
      int before = -1;
      for (int i = 0; i < sizes[level]; i++) {
        if (level > 0) {
          before = within(rowAt(level, i), before + 1, rows - 1, "row on level " + level);
        }
        long list = lists[level] + i * GraphDescriptor.listBytes(slots(level));
        int count = within(list, 0, slots(level), "neighbours");
        for (int n = 1; n <= count; n++) {
          within(list + (long) n * Integer.BYTES, 0, rows - 1, "neighbour");
        }
      }
    }
  }

  private int within(long at, int least, int most, String what) {
    int value = bytes.get(INT, at);
    if (value < least || value > most) {
      throw wrong(at, "%s %d, must be in %d..%d".formatted(what, value, least, most));
    }
    return value;
  }

  private static CorruptionException wrong(long at, String what) {
    return new CorruptionException("the graph", at, what);
  }

  private int slots(int level) {
    return level == 0 ? slots : upperSlots;
  }

  private long rowAt(int level, int index) {
    return lists[level] - (long) (sizes[level] - index) * Integer.BYTES;
  }

  /** Rows of the segment. */
  int rows() {
    return rows;
  }

  /** Rows in the graph. */
  int nodes() {
    return nodes;
  }

  /** The row that searches begin at; -1 where there are none. */
  int entry() {
    return entry;
  }

  /** Levels; 0 where there are no nodes. */
  int levels() {
    return levels;
  }

  /** The most neighbours that a row has. */
  int mostNeighbors() {
    return Math.max(slots, upperSlots);
  }

  /** The rows on a level above 0, ascending. */
  int[] rowsOn(int level) {
    int[] numbers = new int[sizes[level]];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.get(INT, rowAt(level, i));
    }
    return numbers;
  }

  /**
   * Copies the neighbours of a row on a level; returns how many, none where it is not there.
   *
   * @param neighbors at least {@link #mostNeighbors()} long
   */
  int neighbors(int level, int row, int[] neighbors) {
    int index = level == 0 ? row : indexOf(level, row);
    if (index < 0) {
      return 0;
    }
    long at = lists[level] + index * GraphDescriptor.listBytes(slots(level));
    int count = Math.min(bytes.get(INT, at), neighbors.length);
    MemorySegment.copy(bytes, INT, at + Integer.BYTES, neighbors, 0, count);
    return count;
  }

  private int indexOf(int level, int row) {
    int low = 0;
    int high = sizes[level] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = bytes.get(INT, rowAt(level, middle));
      if (there == row) {
        return middle;
      }
      low = there < row ? middle + 1 : low;
      high = there < row ? high : middle - 1;
    }
    return -1;
  }
}

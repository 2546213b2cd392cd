package io.omendb.graph.lucene;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The serialised form of a graph: little-endian int32 throughout.
 *
 * <pre>
 *    0   version, 1
 *    4   rows of the segment
 *    8   nodes: rows that are in the graph
 *   12   the row that searches begin at; -1 where there are no nodes
 *   16   levels; 0 where there are no nodes
 *   20   slots of a list on level 0
 *   24   slots of a list on the levels above
 *   28   nodes of level 1, of level 2, ...
 *        level 0: for each row of the segment a list
 *        each level above: its rows, ascending; then for each of these a list
 *
 *   a list:  | neighbours n | n rows | slots - n zeros |
 * </pre>
 *
 * A list has a fixed length, so that it is found without a look at an offset: a walk waits for
 * memory, and that would be twice as many waits. A row that is not in the graph has an empty list.
 */
final class GraphDescriptor {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static final int VERSION = 1;

  static final int VERSION_AT = 0;
  static final int ROWS_AT = 4;
  static final int NODES_AT = 8;
  static final int ENTRY_AT = 12;
  static final int LEVELS_AT = 16;
  static final int SLOTS_AT = 20;
  static final int UPPER_SLOTS_AT = 24;
  static final int LEVEL_SIZES_AT = 28;

  /** More levels than any graph has: a level has a sixteenth of the rows of the one below. */
  static final int MAX_LEVELS = 64;

  /** More slots than any list has. */
  static final int MAX_SLOTS = 1024;

  private GraphDescriptor() {}

  /** Bytes of a list. */
  static long listBytes(int slots) {
    return (1L + slots) * Integer.BYTES;
  }
}

package io.omendb.spi.compute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How the 6-bit codes of rows lie in memory: in blocks of 64 rows, so that one register holds one
 * byte of every row, and four codes of a row in three bytes.
 *
 * <pre>
 *   block = groups / 4 planes of 3 x 64 bytes c0, c1, c2; a row has the same place in each of them
 *   bits 0..5 of c0, c1, c2      the codes of groups 4p, 4p + 1, 4p + 2
 *   bits 6..7 of c0, c1, c2      bits 4..5, 2..3, 0..1 of the code of group 4p + 3
 *   place of row r &lt; 32          2 r
 *   place of row r &gt;= 32         2 (r - 32) + 1
 * </pre>
 *
 * A look-up instruction for 64 bytes takes an index modulo 64, so the two bits on top of a byte do
 * not have to be cleared. Rows lie interleaved so that sums of bytes, read as shorts, come out in
 * row order.
 */
public final class CodeBlocks {
  /** Rows of a block. */
  public static final int ROWS = 64;

  /** Values of a code, and entries of a group's table. */
  public static final int VALUES = 64;

  /** The number of groups is a multiple of this. */
  public static final int GROUPS_PER_PLANE = 4;

  private static final int PLANE_BYTES = 3 * ROWS;

  private CodeBlocks() {}

  /** Bytes of one block. */
  public static int blockBytes(int groups) {
    return groups / GROUPS_PER_PLANE * PLANE_BYTES;
  }

  /** Blocks that hold so many rows. */
  public static int blocks(int rows) {
    return Math.ceilDiv(rows, ROWS);
  }

  /**
   * Sets the codes of one row in a zeroed block.
   *
   * @param codes one code of 0..63 per group
   * @param row 0..63
   */
  public static void put(byte[] codes, byte[] block, int row) {
    int place = place(row);
    for (int group = 0; group < codes.length; group += GROUPS_PER_PLANE) {
      int at = group / GROUPS_PER_PLANE * PLANE_BYTES + place;
      int last = codes[group + 3];
      block[at] = (byte) (codes[group] | (last >>> 4) << 6);
      block[at + ROWS] = (byte) (codes[group + 1] | (last >>> 2 & 3) << 6);
      block[at + 2 * ROWS] = (byte) (codes[group + 2] | (last & 3) << 6);
    }
  }

  /** The code of a group of a row. */
  public static int get(MemorySegment blocks, int groups, long row, int group) {
    long plane =
        row / ROWS * blockBytes(groups)
            + (long) (group / GROUPS_PER_PLANE) * PLANE_BYTES
            + place((int) (row % ROWS));
    int inPlane = group % GROUPS_PER_PLANE;
    if (inPlane < 3) {
      return blocks.get(ValueLayout.JAVA_BYTE, plane + (long) inPlane * ROWS) & 0x3f;
    }
    return (topBits(blocks, plane) << 4)
        | (topBits(blocks, plane + ROWS) << 2)
        | topBits(blocks, plane + 2 * ROWS);
  }

  private static int topBits(MemorySegment blocks, long at) {
    return blocks.get(ValueLayout.JAVA_BYTE, at) >>> 6 & 3;
  }

  private static int place(int row) {
    return row < ROWS / 2 ? 2 * row : 2 * (row - ROWS / 2) + 1;
  }
}

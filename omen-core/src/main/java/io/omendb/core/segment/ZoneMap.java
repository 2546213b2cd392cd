package io.omendb.core.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What is known of the values of one column, block by block: the least, the greatest, and whether
 * there are nulls and values. A block that was never asked about is not known yet. Takes 17 bytes
 * per block of {@value #BLOCK_ROWS} rows, so 17 KB per million rows and column that was ever
 * filtered by; lives as long as the open segment.
 *
 * <p>Safe for concurrent use: threads that find out the same block at once write the same.
 */
public final class ZoneMap {
  /** Rows of a block. */
  public static final int BLOCK_ROWS = 1024;

  /** Some row has a value; without it least and greatest mean nothing. */
  public static final int HAS_VALUES = 1;

  /** Some row is null. */
  public static final int HAS_NULLS = 2;

  private static final int KNOWN = 8;
  private static final VarHandle FLAGS = MethodHandles.arrayElementVarHandle(byte[].class);

  private final long[] least;
  private final long[] greatest;

  /** Written after least and greatest, and read before them. */
  private final byte[] flags;

  ZoneMap(int rows) {
    int blocks = (int) (((long) rows + BLOCK_ROWS - 1) / BLOCK_ROWS);
    this.least = new long[blocks];
    this.greatest = new long[blocks];
    this.flags = new byte[blocks];
  }

  /** Whether a block has been looked at; what it holds may be read from then on. */
  public boolean isKnown(int block) {
    return ((byte) FLAGS.getAcquire(flags, block) & KNOWN) != 0;
  }

  /**
   * Keeps what was found out about a block.
   *
   * @param least the least value, in the form that the column's reader compares
   * @param greatest the greatest
   * @param flags {@link #HAS_VALUES}, {@link #HAS_NULLS} that apply
   */
  public void set(int block, long least, long greatest, int flags) {
    this.least[block] = least;
    this.greatest[block] = greatest;
    FLAGS.setRelease(this.flags, block, (byte) (flags | KNOWN));
  }

  /** The least value of a known block. */
  public long least(int block) {
    return least[block];
  }

  /** The greatest value of a known block. */
  public long greatest(int block) {
    return greatest[block];
  }

  /** Whether a flag applies to a known block. */
  public boolean has(int block, int flag) {
    return (flags[block] & flag) != 0;
  }
}

package io.omendb.core.query;

import io.omendb.core.segment.Segment;
import io.omendb.core.vectors.CodesSection;
import io.omendb.core.vectors.GraphFile;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one segment that a search may return, but for what newer places hide.
 *
 * @param rank how many segments are newer
 * @param segment the segment
 * @param first the first row of the key range
 * @param end one past the last
 * @param wanted bit i says whether row {@code firstBlock() * 64 + i} passes the filter; null where
 *     there is none
 */
record SearchSlice(int rank, Segment segment, int first, int end, long @Nullable [] wanted) {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Below this the tables of a query cost more than reading the vectors. */
  private static final int LEAST_ROWS = 200;

  /** Where fewer of a segment's rows, as a fraction, are wanted, a graph mostly leads to others. */
  private static final int GRAPH_FRACTION = 5;

  /** Rows in the key range. */
  int rows() {
    return end - first;
  }

  /** The block of {@link CodeBlocks} with the first row. */
  int firstBlock() {
    return first / CodeBlocks.ROWS;
  }

  /** Blocks that the rows lie in. */
  int blocks() {
    return CodeBlocks.blocks(end) - firstBlock();
  }

  /** The row at a position from the start of the first block. */
  int row(int position) {
    return firstBlock() * CodeBlocks.ROWS + position;
  }

  /** Rows from the start of the first block to the last row. */
  int span() {
    return end - firstBlock() * CodeBlocks.ROWS;
  }

  /** Whether a row passes the filter. */
  boolean wants(int row) {
    int position = row - firstBlock() * CodeBlocks.ROWS;
    return wanted == null || (wanted[position >>> 6] >>> position & 1) != 0;
  }

  /** Whether a row is in the key range and passes the filter. */
  boolean accepts(int row) {
    return row >= first && row < end && wants(row);
  }

  /** Whether every row of the segment is wanted. */
  boolean isWhole() {
    return wanted == null && rows() == segment.info().rows();
  }

  /** Rows that pass the filter. */
  int wantedRows() {
    if (wanted == null) {
      return rows();
    }
    int count = 0;
    for (long word : wanted) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Sets the sums of rows that are outside, not wanted or without codes to -1. */
  void keepCoded(VectorCodes codes, ComputeEngine compute, short[] sums) {
    MemorySegment present = codes.section(CodesSection.PRESENT);
    long[] words = new long[blocks()];
    for (int i = 0; i < words.length; i++) {
      long word = present.get(WORD, (long) (firstBlock() + i) * Long.BYTES);
      words[i] = wanted == null ? word : word & wanted[i];
    }
    words[0] &= -1L << first;
    compute.keepSums(sums, span(), words);
  }

  /** The codes of a column, where a search by them is faster than one of the vectors. */
  @Nullable VectorCodes codes(int column) {
    return wantedRows() < LEAST_ROWS ? null : segment.vectorCodes(column);
  }

  /** The graph over a column, where a search by it is faster than one by codes. */
  @Nullable GraphFile graph(int column) {
    long wantedRows = wantedRows();
    return wantedRows < LEAST_ROWS || wantedRows * GRAPH_FRACTION < segment.info().rows()
        ? null
        : segment.vectorGraph(column);
  }
}

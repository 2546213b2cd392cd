package io.omendb.core.query;

import io.omendb.Cancellation;
import java.lang.foreign.MemorySegment;

/**
 * Reads the vectors of a slice one after the other, in float32, and scores in double precision what
 * rounding could not exclude. Exact, needs nothing but the column.
 */
final class FlatScan {
  /** The first rows make the bound for those after them, so that they are few. */
  private static final int FIRST_ROWS = 32;

  private static final int BLOCK_ROWS = 1024;

  /** Where fewer of the rows, as a fraction, are wanted, they are picked out. */
  private static final int SPARSE = 4;

  private final VectorSearch search;
  private final float[] distances = new float[BLOCK_ROWS];
  private final int[] positions = new int[BLOCK_ROWS];

  FlatScan(VectorSearch search) {
    this.search = search;
  }

  void search(SearchSlice slice) {
    if (slice.wanted() != null && slice.wantedRows() < slice.rows() / SPARSE) {
      searchSparse(slice);
      return;
    }
    MemorySegment vectors = slice.segment().vectors(search.column);
    RoundingBound rounding = search.rounding(slice.segment());
    long rowBytes = search.rowBytes();
    int size = FIRST_ROWS;
    for (int block = slice.first(); block < slice.end(); ) {
      Cancellation.check();
      int rows = Math.min(size, slice.end() - block);
      MemorySegment body = vectors.asSlice(block * rowBytes, rows * rowBytes);
      search.compute.batchDistance(search.type.metric(), search.query, body, rows, distances);
      int selected =
          search.compute.selectAtMost(
              distances, rows, rounding.of(search.nearest.worst()), positions);
      for (int i = 0; i < selected; i++) {
        search.offer(slice, block + positions[i]);
      }
      search.rowsScanned += rows;
      search.bytesRead += rows * rowBytes;
      search.rowsReranked += selected;
      block += rows;
      size = Math.min(BLOCK_ROWS, 2 * size);
    }
  }

  private void searchSparse(SearchSlice slice) {
    int count = 0;
    int[] rows = new int[slice.wantedRows()];
    for (int row = slice.first(); row < slice.end(); row++) {
      if (slice.wants(row)) {
        rows[count++] = row;
      }
    }
    search.rowsScanned += count;
    search.rerank(slice, rows, count);
  }
}

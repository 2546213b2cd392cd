package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.core.vectors.CodeTable;
import io.omendb.core.vectors.CodesSection;
import io.omendb.core.vectors.QueryCodes;
import io.omendb.core.vectors.SignEstimate;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that are nearest by the signs of their rotated elements, over all slices, scored again
 * by their vectors. Misses a true neighbour where more rows than are scored again look nearer.
 */
final class FastScan {
  private final VectorSearch search;
  private final QueryCodes query;
  private final ComputeEngine compute;
  private final SearchBuffers buffers;
  private final NearestTrace trace;

  FastScan(VectorSearch search, QueryCodes query, NearestTrace trace) {
    this.trace = trace;
    this.search = search;
    this.query = query;
    this.compute = search.compute;
    this.buffers = search.buffers;
  }

  /** A row with what its signs say of its distance; less is nearer. */
  private record Candidate(float distance, SearchSlice slice, int row) {}

  /**
   * Scores the nearest by their signs.
   *
   * @param slices where to search, with the codes of each
   * @param wanted rows to score
   */
  void search(Map<SearchSlice, VectorCodes> slices, int wanted) {
    slices.forEach(this::scoreOddRows);
    long rows = 0;
    for (SearchSlice slice : slices.keySet()) {
      rows += slice.rows();
    }
    search.rowsScanned += rows;
    // Where newer places hide many of the candidates, the rest of them would be too few.
    long asked = wanted;
    while (!scoreNearest(slices, wanted, asked, asked >= rows)) {
      asked *= 4;
    }
  }

  /**
   * Scores rows where there are as many as wanted among so many of the nearest.
   *
   * @param all whether there are no more to ask for
   * @return whether it did
   */
  private boolean scoreNearest(
      Map<SearchSlice, VectorCodes> slices, int wanted, long asked, boolean all) {
    List<Candidate> candidates = new ArrayList<>();
    slices.forEach((slice, codes) -> {
      long start = System.nanoTime();
      long bytes = search.bytesRead;
      collect(slice, codes, asked, candidates);
      tell(slice, slice.rows(), 0, search.bytesRead - bytes, System.nanoTime() - start);
    });
    candidates.sort(Comparator.comparingDouble(Candidate::distance));
    Map<SearchSlice, List<Integer>> chosen = new LinkedHashMap<>();
    int live = 0;
    for (int i = 0; i < candidates.size() && live < wanted; i++) {
      SearchSlice slice = candidates.get(i).slice();
      int row = candidates.get(i).row();
      if (!search.superseded(slice.rank(), slice.segment().reader().key(row))) {
        chosen.computeIfAbsent(slice, s -> new ArrayList<>()).add(row);
        live++;
      }
    }
    if (live < wanted && candidates.size() >= asked && !all) {
      return false;
    }
    chosen.forEach((slice, rows) -> {
      Cancellation.check();
      long start = System.nanoTime();
      long bytes = search.bytesRead;
      search.rerank(slice, rows.stream().mapToInt(row -> row).toArray(), rows.size());
      tell(slice, 0, rows.size(), search.bytesRead - bytes, System.nanoTime() - start);
    });
    return true;
  }

  private void tell(SearchSlice slice, long scanned, long reranked, long bytes, long nanos) {
    trace.segment(slice.segment(), "signs", new NearestTrace.Work(scanned, reranked, bytes, nanos));
  }

  private void collect(
      SearchSlice slice, VectorCodes codes, long asked, List<Candidate> candidates) {
    Cancellation.check();
    CodeTable table = query.signs();
    int count = slice.span();
    buffers.ensure(slice.blocks() * CodeBlocks.ROWS);
    long blockBytes = CodeBlocks.blockBytes(table.groups());
    MemorySegment blocks =
        codes
            .section(CodesSection.SIGNS)
            .asSlice(slice.firstBlock() * blockBytes, slice.blocks() * blockBytes);
    short[] sums = buffers.sums;
    search.bytesRead += blocks.byteSize();
    compute.sumCodes(blocks, slice.blocks(), table.groups(), table.entries(), sums);
    slice.keepCoded(codes, compute, sums);
    SignEstimate estimate =
        SignEstimate.of(search.type.metric(), search.exact.queryNorm(), table, codes);
    boolean byKeys = estimate.toKeys(sums, count, slice.row(0), buffers.distances);
    int most = (int) Math.min(asked, count);
    int selected = compute.selectGreatest(sums, count, most, buffers.rows);
    for (int i = 0; i < selected; i++) {
      int position = buffers.rows[i];
      int row = slice.row(position);
      float distance =
          byKeys ? buffers.distances[position] : estimate.distance(sums[position], row);
      candidates.add(new Candidate(distance, slice, row));
    }
  }

  private void scoreOddRows(SearchSlice slice, VectorCodes codes) {
    for (int row : codes.oddRows()) {
      if (row >= slice.first() && row < slice.end()) {
        search.offer(slice, row);
      }
    }
  }
}

package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.core.vectors.Certificate;
import io.omendb.core.vectors.CodeTable;
import io.omendb.core.vectors.CodesSection;
import io.omendb.core.vectors.QueryCodes;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;

/**
 * The true nearest rows of a slice without reading most of its vectors. A scan of 2-bit codes gives
 * each row an upper bound of its cosine; the best of them are scored, and their distance excludes
 * nearly all others, first by the codes, then by bytes; what is left is scored. {@link Certificate}
 * says why nothing is lost.
 */
final class CertifiedScan {
  /** Rows that are scored first, so that their distance excludes others, per row asked for. */
  private static final int FIRST_PER_K = 3;

  private static final int LEAST_FIRST = 32;

  private final VectorSearch search;
  private final QueryCodes query;
  private final ComputeEngine compute;
  private final SearchBuffers buffers;

  CertifiedScan(VectorSearch search, QueryCodes query) {
    this.search = search;
    this.query = query;
    this.compute = search.compute;
    this.buffers = search.buffers;
  }

  void search(SearchSlice slice, VectorCodes codes, int k) {
    CodeTable table = query.quarters();
    buffers.ensure(slice.blocks() * CodeBlocks.ROWS);
    Cancellation.check();
    sum(slice, codes, table);
    Cancellation.check();
    scoreOddRows(slice, codes);
    int wanted = Math.max(LEAST_FIRST, FIRST_PER_K * k);
    boolean more = scoreFirst(slice, wanted);
    // Where newer places hide many of the best, there is no distance yet that excludes others.
    while (more && search.nearest.worst() == Double.POSITIVE_INFINITY) {
      wanted = (int) Math.min(4L * wanted, slice.span());
      more = scoreFirst(slice, wanted);
    }
    search.rowsScanned += slice.rows();
    double worst = search.nearest.worst();
    if (worst == Double.POSITIVE_INFINITY) {
      return; // There are fewer rows than asked for: all of them have been scored.
    }
    Cancellation.check();
    int left = exclude(slice, codes, table, worst);
    search.rerank(slice, buffers.rows, left);
  }

  private void sum(SearchSlice slice, VectorCodes codes, CodeTable table) {
    long blockBytes = CodeBlocks.blockBytes(table.groups());
    MemorySegment blocks =
        codes
            .section(CodesSection.QUARTERS)
            .asSlice(slice.firstBlock() * blockBytes, slice.blocks() * blockBytes);
    search.bytesRead += blocks.byteSize();
    compute.sumCodes(blocks, slice.blocks(), table.groups(), table.entries(), buffers.sums);
    slice.keepCoded(codes, compute, buffers.sums);
  }

  private void scoreOddRows(SearchSlice slice, VectorCodes codes) {
    for (int row : codes.oddRows()) {
      if (row >= slice.first() && row < slice.end()) {
        search.offer(slice, row);
      }
    }
  }

  /** Scores the best by their sums that have not been; returns whether there may be more. */
  private boolean scoreFirst(SearchSlice slice, int wanted) {
    int first = compute.selectGreatest(buffers.sums, slice.span(), wanted, buffers.rows);
    for (int i = 0; i < first; i++) {
      int position = buffers.rows[i];
      buffers.sums[position] = -1; // It has had its turn.
      search.offer(slice, slice.row(position));
    }
    search.rowsReranked += first;
    search.bytesRead += first * search.rowBytes();
    return first > 0;
  }

  /** The rows that may be as near as the worst, from 0 on in the segment; returns how many. */
  private int exclude(SearchSlice slice, VectorCodes codes, CodeTable table, double worst) {
    Certificate certificate = Certificate.of(search.type.metric(), search.exact.queryNorm(), worst);
    long from = slice.row(0);
    int count = slice.span();
    MemorySegment norms =
        certificate.hasOneNorm(codes)
            ? null
            : codes
                .section(CodesSection.NORMS)
                .asSlice(from * Float.BYTES, (long) count * Float.BYTES);
    search.bytesRead += 2L * count + (norms == null ? 0 : norms.byteSize());
    int left =
        compute.selectBounded(
            buffers.sums,
            count,
            codes.section(CodesSection.ALPHAS).asSlice(from, count),
            codes.section(CodesSection.BETAS).asSlice(from, count),
            norms,
            certificate.bound(codes, table),
            buffers.rows);
    for (int i = 0; i < left; i++) {
      buffers.rows[i] = slice.row(buffers.rows[i]);
    }
    search.bytesRead += (long) left * query.bytes().values().length;
    compute.multiplyBytes(
        query.bytes().values(),
        codes.section(CodesSection.BYTES),
        buffers.rows,
        left,
        buffers.products);
    return certificate.selectByBytes(codes, query.bytes(), buffers.rows, buffers.products, left);
  }
}

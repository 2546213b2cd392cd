package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.Column;
import io.omendb.NearestSpec;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.query.NearestRows.Candidate;
import io.omendb.core.segment.Segment;
import io.omendb.core.vectors.QueryCodes;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What the ways to search a segment share: the query in all its forms, the best rows so far, and
 * the last word on a row. For one thread.
 */
final class VectorSearch {
  private static final int CHUNK_ROWS = 1024;

  /** So few rows are scored in double precision at once. */
  private static final int FEW_ROWS = 256;

  final ReadState state;
  final long seq;
  final ComputeEngine compute;
  final VectorType type;
  final int column;
  final float[] query;
  final ExactDistance exact;
  final NearestRows nearest;
  final SearchBuffers buffers;
  private final int[] selected = new int[CHUNK_ROWS];
  private @Nullable QueryCodes codes;
  private boolean triedCodes;
  long rowsScanned;
  long rowsReranked;
  long bytesRead;

  VectorSearch(
      ReadState state,
      long seq,
      NearestSpec spec,
      Schema schema,
      ComputeEngine compute,
      SearchBuffers buffers) {
    Column resolved = spec.resolve(schema);
    this.state = state;
    this.seq = seq;
    this.compute = compute;
    this.type = schema.vectorType(resolved.name());
    this.column = schema.ordinal(resolved.name());
    this.query = spec.vector();
    this.exact = new ExactDistance(type.metric(), query);
    this.nearest = new NearestRows(spec.k(), spec.radius());
    this.buffers = buffers;
  }

  /** Elements of a vector, in bytes. */
  long rowBytes() {
    return (long) type.dimension() * Float.BYTES;
  }

  /** The query in the forms that go with codes; null where it has none. */
  @Nullable QueryCodes codes() {
    if (!triedCodes) {
      codes = QueryCodes.of(query, exact.queryNorm());
      triedCodes = true;
    }
    return codes;
  }

  /** The greatest rounding error of distances in a segment. */
  RoundingBound rounding(Segment segment) {
    return new RoundingBound(
        type.metric(),
        type.dimension(),
        exact.queryNorm(),
        VectorLengths.of(segment, column, type, compute));
  }

  /** Scores a row in double precision and keeps it where it is among the best. */
  void offer(SearchSlice slice, int row) {
    Segment segment = slice.segment();
    double distance = exact.to(segment.vectors(column), row * rowBytes());
    long key = segment.reader().key(row);
    if (nearest.wouldEnter(distance, key)
        && !segment.reader().deleted(row)
        && !segment.reader().isNull(row, column)
        && slice.wants(row)
        && !superseded(slice.rank(), key)) {
      nearest.add(new Candidate(distance, key, columns -> segment.reader().values(row, columns)));
    }
  }

  /**
   * Scores rows in float32 and those that this cannot exclude in double precision.
   *
   * @param rows positions in the segment
   */
  void rerank(SearchSlice slice, int[] rows, int count) {
    rowsReranked += count;
    bytesRead += count * rowBytes();
    if (count <= FEW_ROWS) {
      for (int i = 0; i < count; i++) {
        offer(slice, rows[i]);
      }
      return;
    }
    RoundingBound rounding = rounding(slice.segment());
    MemorySegment vectors = slice.segment().vectors(column);
    float[] distances = new float[CHUNK_ROWS];
    int[] chunk = new int[CHUNK_ROWS];
    for (int from = 0; from < count; from += CHUNK_ROWS) {
      Cancellation.check();
      int size = Math.min(CHUNK_ROWS, count - from);
      System.arraycopy(rows, from, chunk, 0, size);
      compute.gatherDistance(type.metric(), query, vectors, chunk, size, distances);
      int kept = compute.selectAtMost(distances, size, rounding.of(nearest.worst()), selected);
      for (int i = 0; i < kept; i++) {
        offer(slice, chunk[selected[i]]);
      }
    }
  }

  /** Whether a newer place has another version of a row. */
  boolean superseded(int rank, long key) {
    if (inMemTableBefore(state.memTables().size(), key)) {
      return true;
    }
    for (int i = 0; i < rank; i++) {
      if (state.segments().get(i).contains(key)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the newest memtables has a version of a row. */
  boolean inMemTableBefore(int rank, long key) {
    for (int i = 0; i < rank; i++) {
      MemTable newer = state.memTables().get(i);
      if (!newer.isEmpty() && newer.contains(key, seq)) {
        return true;
      }
    }
    return false;
  }
}

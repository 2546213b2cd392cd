package io.omendb.core.query;

import io.omendb.Column;
import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.Metric;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.VectorType;
import io.omendb.core.filter.FilterPlan;
import io.omendb.core.filter.RowBitmap;
import io.omendb.core.filter.RowFilter;
import io.omendb.core.filter.SegmentFilter;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.query.NearestRows.Candidate;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.VectorNorms;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The true nearest rows of one query over a state. The key range becomes row intervals, the compute
 * engine scores them block by block in float32, and every row that its bound cannot exclude is
 * scored again in double precision; so the answer does not depend on the engine. For one thread.
 */
final class NearestSearch {
  /** How it answers, whatever was asked for. */
  static final SearchMode MODE = SearchMode.EXACT;

  private static final int BLOCK_ROWS = 1024;

  /** Where fewer than one row in so many passes the filter, rows are scored one by one. */
  private static final int SPARSE = 16;

  private final ReadState state;
  private final long seq;
  private final NearestSpec spec;
  private final KeyRange keys;
  private final @Nullable RowFilter filter;
  private final Schema schema;
  private final ComputeEngine compute;
  private final VectorType type;
  private final int column;
  private final ExactDistance exact;
  private final NearestRows nearest;
  private final float[] distances = new float[BLOCK_ROWS];
  private final int[] positions = new int[BLOCK_ROWS];
  private final NearestTrace trace;
  private long rowsScanned;
  private long rowsReranked;

  NearestSearch(
      ReadState state,
      long seq,
      NearestSpec spec,
      Schema schema,
      ComputeEngine compute,
      NearestTrace trace) {
    Column resolved = spec.resolve(schema);
    FilterPlan plan = FilterPlan.of(schema, spec.keys(), spec.where());
    this.keys = plan.keys();
    this.filter = plan.filter();
    this.state = state;
    this.seq = seq;
    this.spec = spec;
    this.schema = schema;
    this.compute = compute;
    this.type = schema.vectorType(resolved.name());
    this.column = schema.ordinal(resolved.name());
    this.exact = new ExactDistance(type.metric(), spec.vector());
    this.nearest = new NearestRows(spec.k());
    this.trace = trace;
  }

  NearestResult run() {
    // Refuse unknown columns before the work, not after it.
    Schema projected = Columns.project(schema, spec.columns());
    int[] ordinals = Columns.of(schema, spec.columns());
    for (int i = 0; i < state.memTables().size(); i++) {
      trace.begin();
      searchMemTable(i);
      trace.memTable(state.memTables().get(i), rowsScanned);
    }
    for (int i = 0; i < state.segments().size(); i++) {
      Segment segment = state.segments().get(i);
      boolean admitted = segment.admits(keys);
      trace.begin();
      if (admitted) {
        searchSegment(i, segment);
      }
      trace.segment(segment, admitted, rowsScanned, rowsReranked);
    }
    List<Hit> hits = new ArrayList<>();
    for (Candidate candidate : nearest.nearestFirst()) {
      double distance = candidate.distance();
      hits.add(
          new Hit(
              distance,
              type.metric().score(distance),
              projected.row(candidate.key(), candidate.values().read(ordinals))));
    }
    return new NearestResult(hits, true, rowsScanned);
  }

  private void searchMemTable(int rank) {
    Iterator<RowVersion> versions = state.memTables().get(rank).scan(keys, false, seq);
    while (versions.hasNext()) {
      RowVersion version = versions.next();
      if (!version.deleted()
          && version.values()[column] instanceof float[] vector
          && (filter == null || filter.matches(version))
          && !inMemTableBefore(rank, version.key())) {
        rowsScanned++;
        double distance = exact.to(vector);
        if (nearest.wouldEnter(distance, version.key())) {
          nearest.add(
              new Candidate(
                  distance, version.key(), columns -> Columns.copy(version.values(), columns)));
        }
      }
    }
  }

  private void searchSegment(int rank, Segment segment) {
    int first = segment.firstRow(keys);
    int end = segment.endRow(keys);
    MemorySegment vectors = segment.vectors(column);
    RoundingBound rounding =
        new RoundingBound(type.metric(), type.dimension(), exact.queryNorm(), norms(segment));
    long rowBytes = (long) type.dimension() * Float.BYTES;
    RowBitmap matching = filter == null ? null : matching(filter, segment, first, end);
    for (int block = first; block < end; block += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, end - block);
      int matched = matching == null ? rows : matching.cardinality(block, block + rows);
      if (matching != null && matched < rows / SPARSE) {
        for (int row = matching.next(block); row < block + rows; row = matching.next(row + 1)) {
          offer(rank, segment, row, vectors, rowBytes);
        }
        rowsScanned += matched;
        rowsReranked += matched;
        continue;
      }
      MemorySegment body = vectors.asSlice(block * rowBytes, rows * rowBytes);
      compute.batchDistance(type.metric(), spec.vector(), body, rows, distances);
      int selected = compute.selectAtMost(distances, rows, rounding.of(nearest.worst()), positions);
      for (int i = 0; i < selected; i++) {
        int row = block + positions[i];
        if (matching == null || matching.get(row)) {
          offer(rank, segment, row, vectors, rowBytes);
        }
      }
      rowsScanned += rows;
      rowsReranked += selected;
    }
  }

  private RowBitmap matching(RowFilter filter, Segment segment, int first, int end) {
    SegmentFilter onSegment = filter.on(segment);
    RowBitmap matching = onSegment.matches(first, end);
    trace.filtered(
        new FilterScan(matching.cardinality(), onSegment.blocks(), onSegment.blocksSkipped()));
    return matching;
  }

  private void offer(int rank, Segment segment, int row, MemorySegment vectors, long rowBytes) {
    double distance = exact.to(vectors, row * rowBytes);
    long key = segment.reader().key(row);
    if (nearest.wouldEnter(distance, key)
        && !segment.reader().deleted(row)
        && !segment.reader().isNull(row, column)
        && !superseded(rank, key)) {
      nearest.add(new Candidate(distance, key, columns -> segment.reader().values(row, columns)));
    }
  }

  private boolean superseded(int rank, long key) {
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

  private boolean inMemTableBefore(int rank, long key) {
    for (int i = 0; i < rank; i++) {
      MemTable newer = state.memTables().get(i);
      if (newer.get(key, seq) != null) {
        return true;
      }
    }
    return false;
  }

  private VectorNorms norms(Segment segment) {
    return type.metric() == Metric.L2
        ? new VectorNorms(0, false)
        : segment.vectorNorms(column, this::measureNorms);
  }

  /** Squared lengths are squared distances to zero, at the speed of the engine. */
  private VectorNorms measureNorms(MemorySegment vectors, int rows) {
    float[] zero = new float[type.dimension()];
    long rowBytes = (long) type.dimension() * Float.BYTES;
    double greatest = 0;
    boolean hasTiny = false;
    for (int block = 0; block < rows; block += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows - block);
      MemorySegment body = vectors.asSlice(block * rowBytes, count * rowBytes);
      compute.batchDistance(Metric.L2, zero, body, count, distances);
      for (int i = 0; i < count; i++) {
        greatest =
            Math.max(greatest, Float.isNaN(distances[i]) ? Double.POSITIVE_INFINITY : distances[i]);
        hasTiny |= distances[i] < 1e-30f && !isZero(body, i * rowBytes);
      }
    }
    return new VectorNorms(Math.sqrt(greatest) * 1.01, hasTiny);
  }

  private boolean isZero(MemorySegment body, long offset) {
    float[] zero = new float[type.dimension()];
    return new ExactDistance(Metric.L2, zero).to(body, offset) == 0;
  }
}

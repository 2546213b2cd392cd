package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.core.filter.FilterPlan;
import io.omendb.core.filter.RowBitmap;
import io.omendb.core.filter.RowFilter;
import io.omendb.core.filter.SegmentFilter;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.memtable.MemVersion;
import io.omendb.core.query.NearestRows.Candidate;
import io.omendb.core.segment.Segment;
import io.omendb.core.vectors.GraphFile;
import io.omendb.core.vectors.QueryCodes;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.spi.compute.ComputeEngine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The nearest rows of one query over a state: memtables are read row by row, the key range becomes
 * an interval of rows in each segment, and each segment is searched in the way that suits it. Every
 * distance that is returned is computed in double precision. For one thread.
 */
final class NearestSearch {
  /** Rows of a memtable between two looks at whether the search is still wanted. */
  private static final int CHECK_STEPS = 1024;

  private final ReadState state;
  private final NearestSpec spec;
  private final Schema schema;
  private final NearestTrace trace;
  private final ComputeEngine compute;
  private final long seq;
  private final KeyRange keys;
  private final @Nullable RowFilter filter;

  NearestSearch(
      ReadState state,
      long seq,
      NearestSpec spec,
      Schema schema,
      ComputeEngine compute,
      NearestTrace trace) {
    this.state = state;
    this.seq = seq;
    this.spec = spec;
    this.schema = schema;
    this.compute = compute;
    this.trace = trace;
    FilterPlan plan = FilterPlan.of(schema, spec.keys(), spec.where());
    this.keys = plan.keys();
    this.filter = plan.filter();
  }

  NearestResult run() {
    SearchBuffers buffers = SearchBuffers.take();
    try {
      VectorSearch search = begin(buffers);
      List<SearchSlice> slices = slices();
      SearchMode mode = SearchPlanner.mode(spec, slices, search.column);
      return result(search, searchSegments(search, slices, mode));
    } finally {
      buffers.giveBack();
    }
  }

  /** Refuses what is wrong with the query, and searches the memtables. */
  VectorSearch begin(SearchBuffers buffers) {
    Columns.project(schema, spec.columns());
    VectorSearch search = new VectorSearch(state, seq, spec, schema, compute, buffers);
    for (int rank = 0; rank < state.memTables().size(); rank++) {
      searchMemTable(search, rank);
    }
    return search;
  }

  /** Reads the rows that were found. */
  NearestResult result(VectorSearch search, SearchMode mode) {
    Schema projected = Columns.project(schema, spec.columns());
    int[] ordinals = Columns.of(schema, spec.columns());
    List<Hit> hits = new ArrayList<>();
    for (Candidate candidate : search.nearest.nearestFirst()) {
      double distance = candidate.distance();
      hits.add(
          new Hit(
              distance,
              search.type.metric().score(distance),
              projected.row(candidate.key(), candidate.values().read(ordinals))));
    }
    return new NearestResult(
        hits, mode == SearchMode.EXACT, mode, search.rowsScanned, search.rowsReranked);
  }

  /** Searches the slices in a mode; returns the one that says what was done. */
  SearchMode searchSegments(VectorSearch search, List<SearchSlice> slices, SearchMode mode) {
    if (mode != SearchMode.GRAPH) {
      return searchByCodes(search, slices, mode);
    }
    List<SearchSlice> others = slices.stream().filter(slice -> !walked(search, slice)).toList();
    SearchMode done = searchByCodes(search, others, SearchMode.FAST);
    return others.size() < slices.size() ? SearchMode.GRAPH : done;
  }

  /** Whether the slice has a graph that led to enough rows. */
  private boolean walked(VectorSearch search, SearchSlice slice) {
    GraphFile graph = SearchPlanner.walks(spec, slice) ? slice.graph(search.column) : null;
    if (graph == null) {
      return false;
    }
    GraphScan scan = new GraphScan(search);
    return measured(
        search,
        slice,
        "graph",
        () -> scan.search(slice, graph, SearchPlanner.candidates(spec), spec.k()));
  }

  private SearchMode searchByCodes(VectorSearch search, List<SearchSlice> slices, SearchMode mode) {
    Map<SearchSlice, VectorCodes> coded = new LinkedHashMap<>();
    for (SearchSlice slice : slices) {
      VectorCodes codes = slice.codes(search.column);
      QueryCodes query = codes == null ? null : search.codes();
      if (query == null || codes == null) {
        measured(
            search,
            slice,
            "flat",
            () -> {
              new FlatScan(search).search(slice);
              return true;
            });
      } else if (mode == SearchMode.FAST) {
        coded.put(slice, codes);
      } else {
        measured(
            search,
            slice,
            "certified",
            () -> {
              new CertifiedScan(search, query).search(slice, codes, spec.k());
              return true;
            });
      }
    }
    QueryCodes query = coded.isEmpty() ? null : search.codes();
    if (query == null) {
      return SearchMode.EXACT;
    }
    long rows = coded.keySet().stream().mapToLong(SearchSlice::wantedRows).sum();
    new FastScan(search, query, trace)
        .search(coded, SearchPlanner.reranked(spec, rows, search.type.dimension()));
    return SearchMode.FAST;
  }

  /** What the key range is in each segment. */
  List<SearchSlice> slices() {
    List<SearchSlice> slices = new ArrayList<>();
    for (int rank = 0; rank < state.segments().size(); rank++) {
      Segment segment = state.segments().get(rank);
      if (segment.admits(keys)) {
        int first = segment.firstRow(keys);
        int end = Math.max(first, segment.endRow(keys));
        long[] wanted = filter == null ? null : matching(filter, segment, first, end);
        slices.add(new SearchSlice(rank, segment, first, end, wanted));
      } else {
        trace.passedOver(segment);
      }
    }
    return slices;
  }

  private long[] matching(RowFilter filter, Segment segment, int first, int end) {
    SegmentFilter onSegment = filter.on(segment);
    RowBitmap matching = onSegment.matches(first, end);
    trace.filtered(
        segment,
        new FilterScan(matching.cardinality(), onSegment.blocks(), onSegment.blocksSkipped()));
    return matching.words();
  }

  /** Takes a step and says so, where it was of use; returns whether. */
  private boolean measured(
      VectorSearch search, SearchSlice slice, String method, BooleanSupplier step) {
    long scanned = search.rowsScanned;
    long reranked = search.rowsReranked;
    long bytes = search.bytesRead;
    long start = System.nanoTime();
    if (!step.getAsBoolean()) {
      return false;
    }
    trace.segment(
        slice.segment(),
        method,
        new NearestTrace.Work(
            search.rowsScanned - scanned,
            search.rowsReranked - reranked,
            search.bytesRead - bytes,
            System.nanoTime() - start));
    return true;
  }

  private void searchMemTable(VectorSearch search, int rank) {
    MemTable memTable = state.memTables().get(rank);
    long start = System.nanoTime();
    long scanned = 0;
    long looked = 0;
    float[] vector = new float[search.query.length];
    Iterator<MemVersion> versions = memTable.scan(keys, false, seq);
    while (versions.hasNext()) {
      if (++looked % CHECK_STEPS == 0) {
        Cancellation.check();
      }
      MemVersion version = versions.next();
      if (!version.deleted()
          && version.readVector(search.column, vector)
          && (filter == null || filter.matches(version.toRowVersion()))
          && !search.inMemTableBefore(rank, version.key())) {
        scanned++;
        double distance = search.exact.to(vector);
        if (search.nearest.wouldEnter(distance, version.key())) {
          search.nearest.add(new Candidate(distance, version.key(), version::values));
        }
      }
    }
    search.rowsScanned += scanned;
    trace.memTable(memTable, scanned, System.nanoTime() - start);
  }
}

package io.omendb.core.query;

import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.spi.compute.ComputeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Many searches of one state. Those that differ only in their vectors go over the rows together,
 * where that is faster than one by one. For one thread.
 */
final class NearestBatch {
  private final ReadState state;
  private final long seq;
  private final Schema schema;
  private final ComputeEngine compute;

  NearestBatch(ReadState state, long seq, Schema schema, ComputeEngine compute) {
    this.state = state;
    this.seq = seq;
    this.schema = schema;
    this.compute = compute;
  }

  /** The results in the order of the searches. */
  List<NearestResult> run(List<NearestSpec> specs) {
    List<NearestSearch> searches =
        specs.stream()
            .map(spec -> new NearestSearch(state, seq, spec, schema, compute, NearestTrace.NONE))
            .toList();
    if (specs.size() < BatchSearch.LEAST_QUERIES
        || !specs.stream().allMatch(spec -> isAlike(spec, specs.getFirst()))) {
      return searches.stream().map(NearestSearch::run).toList();
    }
    List<SearchSlice> slices = searches.getFirst().slices();
    NearestSpec first = specs.getFirst();
    int column = schema.ordinal(first.resolve(schema).name());
    return SearchPlanner.mode(first, slices, column) == SearchMode.EXACT
        ? together(searches, slices)
        : searches.stream().map(NearestSearch::run).toList();
  }

  private static boolean isAlike(NearestSpec a, NearestSpec b) {
    return Objects.equals(a.column(), b.column())
        && a.keys().equals(b.keys())
        && a.where() == null
        && b.where() == null
        && a.mode() == b.mode()
        && a.recall() == b.recall();
  }

  private List<NearestResult> together(List<NearestSearch> searches, List<SearchSlice> slices) {
    SearchBuffers buffers = SearchBuffers.take();
    try {
      List<VectorSearch> begun = searches.stream().map(search -> search.begin(buffers)).toList();
      List<SearchSlice> apart = new ArrayList<>(slices);
      VectorSearch first = begun.getFirst();
      if (begun.stream().allMatch(search -> search.codes() != null)) {
        BatchSearch batch = new BatchSearch(begun);
        for (SearchSlice slice : slices) {
          VectorCodes codes = slice.codes(first.column);
          if (codes != null && BatchSearch.fits(first.type.metric(), codes)) {
            batch.search(slice, codes);
            apart.remove(slice);
          }
        }
      }
      List<NearestResult> results = new ArrayList<>();
      for (int i = 0; i < searches.size(); i++) {
        SearchMode mode = searches.get(i).searchSegments(begun.get(i), apart, SearchMode.EXACT);
        results.add(searches.get(i).result(begun.get(i), mode));
      }
      return results;
    } finally {
      buffers.giveBack();
    }
  }
}

package io.omendb.core.query;

import io.omendb.ArrowCursor;
import io.omendb.Cancellation;
import io.omendb.ErrorCode;
import io.omendb.GetPlan;
import io.omendb.KeyRange;
import io.omendb.Limits;
import io.omendb.NearestPlan;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.core.filter.FilterPlan;
import io.omendb.core.filter.RowFilter;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.predicate.Predicate;
import io.omendb.spi.compute.ComputeEngine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads over a state at a seq. Callers hold a reference of the state during each call; only
 * {@link #scan} takes one of its own. Counts searches; otherwise stateless, so safe for concurrent
 * use.
 */
public final class StateReader {
  /** Rows between two looks at whether a count is still wanted. */
  private static final int CHECK_STEPS = 1024;

  private final Schema schema;
  private final ComputeEngine compute;
  private final PointLookup lookup;
  private final BatchLookup batch;
  private final SearchCounts searches = new SearchCounts();

  /** A reader of collections of a schema. */
  public StateReader(Schema schema, ComputeEngine compute) {
    this.schema = schema;
    this.compute = compute;
    this.lookup = new PointLookup(schema);
    this.batch = new BatchLookup(schema, lookup);
  }

  /** The row under a key. */
  public Optional<Row> get(ReadState state, long seq, long key) {
    return Optional.ofNullable(lookup.get(state, seq, key));
  }

  /** The row under a key with the commit that wrote it. */
  public Optional<VersionedRow> getVersioned(ReadState state, long seq, long key) {
    RowVersion version = lookup.newest(state, seq, key);
    Row row = version == null ? null : lookup.row(version);
    return row == null || version == null
        ? Optional.empty()
        : Optional.of(new VersionedRow(row, version.seq()));
  }

  /** The newest version of a key, whatever readers may see; a deletion too, null for none. */
  public @Nullable RowVersion newest(ReadState state, long key) {
    return lookup.newest(state, Long.MAX_VALUE, key);
  }

  /** The rows under keys, in the order asked, missing ones left out. */
  public List<Row> getAll(ReadState state, long seq, long[] keys) {
    if (keys.length > Limits.MAX_GET_KEYS) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          keys.length + " keys asked, the limit is " + Limits.MAX_GET_KEYS,
          "keys",
          "ask in several calls, or scan",
          null);
    }
    return batch.getAll(state, seq, keys);
  }

  /**
   * Starts a scan.
   *
   * @param checkOpen called before every row; throws where the collection has been closed
   */
  public RowCursor scan(ReadState state, long seq, ScanSpec spec, Runnable checkOpen) {
    if (!state.tryRetain()) {
      throw new OmenException(ErrorCode.CLOSED, "The collection is closed");
    }
    try {
      return new ScanCursor(state, seq, spec, schema, checkOpen);
    } catch (RuntimeException | Error failure) {
      state.release();
      throw failure;
    }
  }

  /**
   * Starts a scan of record batches.
   *
   * @param checkOpen called before every batch; throws where the collection has been closed
   */
  public ArrowCursor scanArrow(ReadState state, long seq, ScanSpec spec, Runnable checkOpen) {
    if (!state.tryRetain()) {
      throw new OmenException(ErrorCode.CLOSED, "The collection is closed");
    }
    try {
      return new ArrowScan(state, seq, spec, schema, checkOpen);
    } catch (RuntimeException | Error failure) {
      state.release();
      throw failure;
    }
  }

  /** The searches so far. */
  public SearchCounts searches() {
    return searches;
  }

  /** Runs a search. */
  public NearestResult nearest(ReadState state, long seq, NearestSpec spec) {
    return searches.counted(
        new NearestSearch(state, seq, spec, schema, compute, NearestTrace.NONE).run());
  }

  /** Runs searches, those that are alike together. */
  public List<NearestResult> nearestAll(ReadState state, long seq, List<NearestSpec> specs) {
    if (specs.size() > Limits.MAX_SEARCHES) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          specs.size() + " searches, the limit is " + Limits.MAX_SEARCHES,
          "searches",
          "search in several calls",
          null);
    }
    return searches.counted(new NearestBatch(state, seq, schema, compute).run(specs));
  }

  /** Performs a get step by step and says what it did. */
  public GetPlan explainGet(ReadState state, long seq, long key) {
    return new GetExplainer(state, seq, key).explain(lookup);
  }

  /** Runs a search and says what it did. */
  public NearestPlan explainNearest(ReadState state, long seq, NearestSpec spec) {
    long started = System.nanoTime();
    KeyRange keys = FilterPlan.of(schema, spec.keys(), spec.where()).keys();
    NearestTrace.Recorder trace = new NearestTrace.Recorder(keys);
    NearestResult result =
        searches.counted(new NearestSearch(state, seq, spec, schema, compute, trace).run());
    long nanos = System.nanoTime() - started;
    String column = spec.resolve(schema).name();
    return new NearestPlan(
        column,
        schema.vectorType(column).metric(),
        spec.k(),
        keys,
        spec.where(),
        result.mode(),
        compute.name(),
        trace.memTables,
        trace.segments(state.segments()),
        result,
        nanos);
  }

  /** Number of live rows in a key range for which a predicate, where there is one, is true. */
  public long count(ReadState state, long seq, KeyRange asked, @Nullable Predicate where) {
    FilterPlan plan = FilterPlan.of(schema, asked, where);
    KeyRange keys = plan.keys();
    RowFilter filter = plan.filter();
    List<Segment> segments =
        state.segments().stream().filter(segment -> segment.admits(keys)).toList();
    return onlyDistinctRows(state, seq, keys, segments)
        ? segments.stream().mapToLong(segment -> count(segment, keys, filter)).sum()
        : countMerged(state, seq, keys, filter);
  }

  private static long count(Segment segment, KeyRange keys, @Nullable RowFilter filter) {
    int first = segment.firstRow(keys);
    int end = segment.endRow(keys);
    return filter == null ? end - first : filter.matches(segment, first, end).cardinality();
  }

  /** Whether every row version in the range is the live row of its key. */
  private static boolean onlyDistinctRows(
      ReadState state, long seq, KeyRange keys, List<Segment> segments) {
    for (MemTable memTable : state.memTables()) {
      if (memTable.scan(keys, false, seq).hasNext()) {
        return false;
      }
    }
    long reached = 0;
    boolean first = true;
    for (Segment segment :
        segments.stream()
            .sorted((a, b) -> Long.compare(a.info().minKey(), b.info().minKey()))
            .toList()) {
      if (segment.reader().hasDeleted() || (!first && segment.info().minKey() <= reached)) {
        return false;
      }
      reached = segment.info().maxKey();
      first = false;
    }
    return true;
  }

  private static long countMerged(
      ReadState state, long seq, KeyRange keys, @Nullable RowFilter filter) {
    MergedVersions versions = MergedVersions.of(state, seq, keys, false, filter);
    long count = 0;
    for (long steps = 1; versions.advance(); steps++) {
      if (steps % CHECK_STEPS == 0) {
        Cancellation.check();
      }
      count += versions.matches() ? 1 : 0;
    }
    return count;
  }
}

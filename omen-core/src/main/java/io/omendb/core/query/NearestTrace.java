package io.omendb.core.query;

import io.omendb.KeyRange;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestPlan.MemTableScan;
import io.omendb.NearestPlan.SegmentScan;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.segment.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a search says of its way through a state, one call per place. For one thread. */
class NearestTrace {
  /** Listens to nothing. */
  static final NearestTrace NONE = new NearestTrace();

  /** The search is about to enter a memtable or segment. */
  void begin() {}

  /**
   * A memtable has been searched.
   *
   * @param rowsScanned rows compared with the query since the search began
   */
  void memTable(MemTable memTable, long rowsScanned) {}

  /** The filter has been evaluated over the rows of the segment that is being searched. */
  void filtered(FilterScan filter) {}

  /**
   * A segment has been searched, or passed over.
   *
   * @param rowsScanned rows compared with the query since the search began
   * @param rowsReranked rows scored again since the search began
   */
  void segment(Segment segment, boolean admitted, long rowsScanned, long rowsReranked) {}

  /** Keeps what it is told. */
  static final class Recorder extends NearestTrace {
    final List<MemTableScan> memTables = new ArrayList<>();
    final List<SegmentScan> segments = new ArrayList<>();
    private final KeyRange keys;
    private long started;
    private long scannedBefore;
    private long rerankedBefore;
    private @Nullable FilterScan filter;

    Recorder(KeyRange keys) {
      this.keys = keys;
    }

    @Override
    void begin() {
      started = System.nanoTime();
      filter = null;
    }

    @Override
    void filtered(FilterScan filter) {
      this.filter = filter;
    }

    @Override
    void memTable(MemTable memTable, long rowsScanned) {
      long nanos = System.nanoTime() - started;
      memTables.add(new MemTableScan(memTable.count(), rowsScanned - scannedBefore, nanos));
      scannedBefore = rowsScanned;
    }

    @Override
    void segment(Segment segment, boolean admitted, long rowsScanned, long rowsReranked) {
      long nanos = admitted ? System.nanoTime() - started : 0;
      int first = admitted ? segment.firstRow(keys) : 0;
      segments.add(
          new SegmentScan(
              segment.info().name(),
              segment.info().rows(),
              segment.info().minKey(),
              segment.info().maxKey(),
              admitted,
              first,
              admitted ? Math.max(first, segment.endRow(keys)) : 0,
              filter,
              rowsScanned - scannedBefore,
              rowsReranked - rerankedBefore,
              nanos));
      scannedBefore = rowsScanned;
      rerankedBefore = rowsReranked;
    }
  }
}

package io.omendb.core.query;

import io.omendb.KeyRange;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestPlan.MemTableScan;
import io.omendb.NearestPlan.SegmentScan;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.segment.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a search says of its way through a state. For one thread. */
class NearestTrace {
  /** Listens to nothing. */
  static final NearestTrace NONE = new NearestTrace();

  /** A memtable has been searched. */
  void memTable(MemTable memTable, long rowsScanned, long nanos) {}

  /** A segment has been passed over. */
  void passedOver(Segment segment) {}

  /** The filter has been evaluated over the rows of a segment. */
  void filtered(Segment segment, FilterScan filter) {}

  /**
   * What a search has done in a segment.
   *
   * @param rowsScanned rows whose vector, or a short form of it, was compared with the query
   * @param rowsReranked rows that were scored again
   * @param bytesRead of vectors and codes
   * @param nanos that it took
   */
  record Work(long rowsScanned, long rowsReranked, long bytesRead, long nanos) {
    private static final Work NONE = new Work(0, 0, 0, 0);

    private Work plus(Work more) {
      return new Work(
          rowsScanned + more.rowsScanned,
          rowsReranked + more.rowsReranked,
          bytesRead + more.bytesRead,
          nanos + more.nanos);
    }
  }

  /** A segment has been searched in some way, or once more. */
  void segment(Segment segment, String method, Work work) {}

  /** Keeps what it is told. */
  static final class Recorder extends NearestTrace {
    final List<MemTableScan> memTables = new ArrayList<>();
    private final Map<Segment, SegmentScan> segments = new HashMap<>();
    private final Map<Segment, FilterScan> filters = new HashMap<>();
    private final KeyRange keys;

    Recorder(KeyRange keys) {
      this.keys = keys;
    }

    /**
     * What was done in segments.
     *
     * @param order all of them
     */
    List<SegmentScan> segments(List<Segment> order) {
      return order.stream().map(segments::get).filter(Objects::nonNull).toList();
    }

    @Override
    void memTable(MemTable memTable, long rowsScanned, long nanos) {
      memTables.add(new MemTableScan(memTable.count(), rowsScanned, nanos));
    }

    @Override
    void filtered(Segment segment, FilterScan filter) {
      filters.put(segment, filter);
    }

    @Override
    void passedOver(Segment segment) {
      segments.put(segment, scan(segment, false, "none", Work.NONE));
    }

    @Override
    void segment(Segment segment, String method, Work work) {
      SegmentScan before = segments.get(segment);
      segments.put(
          segment,
          before == null
              ? scan(segment, true, method, work)
              : scan(segment, true, before.method(), of(before).plus(work)));
    }

    private static Work of(SegmentScan scan) {
      return new Work(scan.rowsScanned(), scan.rowsReranked(), scan.bytesRead(), scan.nanos());
    }

    private SegmentScan scan(Segment segment, boolean admitted, String method, Work work) {
      int first = admitted ? segment.firstRow(keys) : 0;
      return new SegmentScan(
          segment.info().name(),
          segment.info().rows(),
          segment.info().minKey(),
          segment.info().maxKey(),
          admitted,
          first,
          admitted ? Math.max(first, segment.endRow(keys)) : 0,
          filters.get(segment),
          method,
          work.rowsScanned(),
          work.rowsReranked(),
          work.bytesRead(),
          work.nanos());
    }
  }
}

package io.omendb.core;

import io.omendb.CollectionStats;
import io.omendb.CollectionStats.LearnedStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.EngineNames;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.query.ReadState;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.spi.index.IndexStats;
import java.util.ArrayList;
import java.util.List;

/** Sums a state up. */
final class Statistics {
  /** Lookups in segments that are gone. */
  record RetiredLookups(long hits, long fallbacks) {
    RetiredLookups plus(Segment segment) {
      return new RetiredLookups(hits + segment.learnedHits(), fallbacks + segment.fallbacks());
    }
  }

  private Statistics() {}

  static CollectionStats of(
      String name, long seq, ReadState state, RetiredLookups retired, EngineNames engines) {
    long hits = retired.hits();
    long fallbacks = retired.fallbacks();
    long rows = 0;
    long bytes = 0;
    long indexBytes = 0;
    List<Long> histogram = new ArrayList<>();
    List<SegmentStats> segments = new ArrayList<>();
    for (Segment segment : state.segments()) {
      SegmentStats stats = of(segment);
      segments.add(stats);
      rows += stats.rows();
      bytes += stats.bytes();
      indexBytes += stats.indexBytes();
      hits += segment.learnedHits();
      fallbacks += segment.fallbacks();
      add(histogram, segment.indexStats().errorHistogram());
    }
    return new CollectionStats(
        name,
        seq,
        state.memTables().stream().mapToLong(MemTable::count).sum(),
        state.memTables().stream().mapToLong(MemTable::sizeInBytes).sum(),
        rows,
        bytes,
        indexBytes,
        segments,
        new LearnedStats(hits, fallbacks, histogram),
        engines);
  }

  private static SegmentStats of(Segment segment) {
    SegmentInfo info = segment.info();
    IndexStats index = segment.indexStats();
    return new SegmentStats(
        info.name(),
        info.rows(),
        info.sizeInBytes(),
        info.minKey(),
        info.maxKey(),
        index.engine(),
        index.chosen(),
        index.reason(),
        index.sizeInBytes(),
        index.maxError(),
        index.meanError());
  }

  private static void add(List<Long> histogram, List<Long> more) {
    for (int i = 0; i < more.size(); i++) {
      if (i == histogram.size()) {
        histogram.add(0L);
      }
      histogram.set(i, histogram.get(i) + more.get(i));
    }
  }
}

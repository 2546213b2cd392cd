package io.omendb.core;

import io.omendb.CollectionStats;
import io.omendb.CollectionStats.ActivityStats;
import io.omendb.CollectionStats.LearnedStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.EngineNames;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.query.ReadState;
import io.omendb.core.segment.LookupCounts;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentLevel;
import io.omendb.spi.index.IndexStats;
import java.util.ArrayList;
import java.util.List;

/** Sums a state up. */
final class Statistics {
  private Statistics() {}

  static CollectionStats of(
      String name,
      long seq,
      ReadState state,
      LookupCounts.Sums lookups,
      EngineNames engines,
      ActivityStats activity) {
    long fallbacks = lookups.retiredFallbacks();
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
      fallbacks += segment.fallbacks();
      add(histogram, segment.indexStats().errorHistogram());
    }
    for (SegmentLevel level : state.levels().levels()) {
      indexBytes += level.sizeInBytes();
      fallbacks += level.fallbacks();
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
        new LearnedStats(
            Math.max(0, lookups.inModels() - fallbacks),
            lookups.elsewhere() + fallbacks,
            histogram),
        engines,
        activity);
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
        index.meanError(),
        segment.vectorCodesBytes());
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

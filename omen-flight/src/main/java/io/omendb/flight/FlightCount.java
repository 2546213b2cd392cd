package io.omendb.flight;

import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.CollectionStats.SegmentStats;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** How many rows a flight has, where that is found out without reading them. */
final class FlightCount {
  /** Versions of rows that are counted one by one in about a millisecond. */
  private static final long FEW = 10_000;

  private FlightCount() {}

  /**
   * The rows that the flight has at this moment, exactly. Empty where a predicate would have to be
   * evaluated, or where keys of several places would have to be merged.
   */
  static OptionalLong of(FlightQuery query, Collection collection) {
    if (query.where() != null || !isCheap(collection.stats())) {
      return OptionalLong.empty();
    }
    long rows = collection.count(query.spec().keys());
    return OptionalLong.of(query.limit() == null ? rows : Math.min(rows, query.limit()));
  }

  private static boolean isCheap(CollectionStats stats) {
    return stats.memtableRows() + stats.segmentRows() <= FEW
        || (stats.memtableRows() == 0 && areDisjoint(stats.segments()));
  }

  /** Whether no key can be in two of them, so that their rows need only be added up. */
  private static boolean areDisjoint(List<SegmentStats> segments) {
    List<SegmentStats> byKey =
        segments.stream().sorted(Comparator.comparingLong(SegmentStats::minKey)).toList();
    for (int i = 1; i < byKey.size(); i++) {
      if (byKey.get(i).minKey() <= byKey.get(i - 1).maxKey()) {
        return false;
      }
    }
    return true;
  }
}

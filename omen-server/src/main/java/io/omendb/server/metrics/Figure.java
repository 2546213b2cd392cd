package io.omendb.server.metrics;

import io.omendb.CollectionStats;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What is measured of a collection; the constant's name is that of the metric. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum Figure {
  SEQ("Sequence number of the last commit.", false, CollectionStats::seq),
  MEMTABLE_ROWS("Row versions not yet in segments.", false, CollectionStats::memtableRows),
  MEMTABLE_BYTES("Estimated heap of the memtables.", false, CollectionStats::memtableBytes),
  MEMTABLES_FROZEN(
      "Memtables that wait for their flush.", false, stats -> stats.activity().memtablesFrozen()),
  FLUSHES("Memtables that became segments.", true, stats -> stats.activity().flushes()),
  MERGES("Groups of segments that were rewritten.", true, stats -> stats.activity().merges()),
  COMMITS_LOGGED("Commits that reached the log.", true, stats -> stats.activity().commitsLogged()),
  LOG_WRITES(
      "Durable writes of the log; commits that come together share one.",
      true,
      stats -> stats.activity().logWrites()),
  SEGMENTS("Segments.", false, stats -> stats.segments().size()),
  SEGMENT_ROWS(
      "Rows in segments, superseded and deleted ones included.",
      false,
      CollectionStats::segmentRows),
  SEGMENT_MAPPED_BYTES(
      "Bytes of the segment files that are mapped into memory.",
      false,
      stats -> stats.activity().mappedBytes()),
  SEGMENT_BYTES("Bytes of the segment files.", false, CollectionStats::segmentBytes),
  INDEX_BYTES("Bytes of the trained indexes.", false, CollectionStats::indexBytes),
  CODES_BYTES("Bytes of the codes of vectors.", false, DatabaseCollector::codesBytes),
  LEARNED_INDEX_HITS(
      "Point lookups in segments answered inside the bounds that a model predicted.",
      true,
      stats -> stats.learned().hits()),
  LEARNED_INDEX_FALLBACKS(
      "Point lookups in segments answered outside those bounds, or without a model.",
      true,
      stats -> stats.learned().fallbacks()),
  LEARNED_INDEX_ERROR_MAX(
      "Greatest distance of a predicted from a true position, over all keys in segments.",
      false,
      DatabaseCollector::maxError),
  LEARNED_INDEX_ERROR_MEAN(
      "Mean distance of predicted from true positions, over all keys in segments.",
      false,
      DatabaseCollector::meanError);

  private final String help;
  private final boolean counts;
  private final ToDoubleFunction<CollectionStats> value;

  Figure(String help, boolean counts, ToDoubleFunction<CollectionStats> value) {
    this.help = help;
    this.counts = counts;
    this.value = value;
  }

  /** The name without the {@code _total} that counters get. */
  String metricName() {
    return "omendb_" + name().toLowerCase(Locale.ROOT);
  }

  String help() {
    return help;
  }

  /** Whether it only ever grows while the database is open. */
  boolean counts() {
    return counts;
  }

  double of(CollectionStats stats) {
    return value.applyAsDouble(stats);
  }
}

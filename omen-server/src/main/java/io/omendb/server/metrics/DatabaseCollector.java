package io.omendb.server.metrics;

import io.omendb.CollectionStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of the database's collections, read from their statistics at each scrape, so that
 * they are those of {@code omen stats}. Counters begin at 0 when the database is opened.
 */
final class DatabaseCollector implements MultiCollector {
  /** Collections with a label of their own; the others, in the order of names, are left out. */
  static final int LABELLED_COLLECTIONS = 1_000;

  private final Database database;

  DatabaseCollector(Database database) {
    this.database = database;
  }

  @Override
  public MetricSnapshots collect() {
    List<String> names;
    try {
      names = database.listCollections();
    } catch (OmenException e) {
      return new MetricSnapshots(Families.gauge("omendb_database_open", "1 if it answers.", 0));
    }
    List<CollectionStats> all = new ArrayList<>();
    for (String name : names.subList(0, Math.min(names.size(), LABELLED_COLLECTIONS))) {
      try {
        all.add(database.collection(name).stats());
      } catch (OmenException e) {
        if (e.code() != ErrorCode.COLLECTION_NOT_FOUND && e.code() != ErrorCode.CLOSED) {
          throw e;
        } // dropped or closed meanwhile
      }
    }
    MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
    snapshots.metricSnapshot(Families.gauge("omendb_database_open", "1 if it answers.", 1));
    snapshots.metricSnapshot(
        Families.gauge(
            "omendb_collections", "Collections, those without metrics included.", names.size()));
    Families families = new Families(all);
    for (Figure figure : Figure.values()) {
      snapshots.metricSnapshot(families.of(figure));
    }
    snapshots.metricSnapshot(families.searches());
    return snapshots.build();
  }

  /** The mean error over all keys of all segments. */
  static double meanError(CollectionStats stats) {
    double sum = 0;
    long rows = 0;
    for (SegmentStats segment : stats.segments()) {
      sum += segment.meanError() * segment.rows();
      rows += segment.rows();
    }
    return rows == 0 ? 0 : sum / rows;
  }

  static double maxError(CollectionStats stats) {
    return stats.segments().stream().mapToInt(SegmentStats::maxError).max().orElse(0);
  }

  static double codesBytes(CollectionStats stats) {
    return stats.segments().stream().mapToLong(SegmentStats::codesBytes).sum();
  }
}

package io.omendb.server.metrics;

import io.omendb.CollectionStats;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Figures of collections as Prometheus has them: a family with a value for each collection. */
final class Families {
  private static final String LABEL = "collection";

  private final List<CollectionStats> collections;

  Families(List<CollectionStats> collections) {
    this.collections = collections;
  }

  static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  MetricSnapshot of(Figure figure) {
    return figure.counts() ? counter(figure) : gauge(figure);
  }

  private MetricSnapshot gauge(Figure figure) {
    GaugeSnapshot.Builder family =
        GaugeSnapshot.builder().name(figure.metricName()).help(figure.help());
    for (CollectionStats stats : collections) {
      family.dataPoint(
          GaugeDataPointSnapshot.builder().labels(labels(stats)).value(figure.of(stats)).build());
    }
    return family.build();
  }

  private MetricSnapshot counter(Figure figure) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder().name(figure.metricName()).help(figure.help());
    for (CollectionStats stats : collections) {
      family.dataPoint(
          CounterDataPointSnapshot.builder().labels(labels(stats)).value(figure.of(stats)).build());
    }
    return family.build();
  }

  /** Searches by how they answered. */
  MetricSnapshot searches() {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder()
            .name("omendb_searches")
            .help("Searches for the nearest rows, by the mode in which they answered.");
    for (CollectionStats stats : collections) {
      family.dataPoint(searches(stats, "exact", stats.activity().exactSearches()));
      family.dataPoint(searches(stats, "fast", stats.activity().fastSearches()));
      family.dataPoint(searches(stats, "graph", stats.activity().graphSearches()));
    }
    return family.build();
  }

  private static CounterDataPointSnapshot searches(CollectionStats stats, String mode, long count) {
    return CounterDataPointSnapshot.builder()
        .labels(Labels.of(LABEL, stats.name(), "mode", mode))
        .value((double) count)
        .build();
  }

  private static Labels labels(CollectionStats stats) {
    return Labels.of(LABEL, stats.name());
  }
}

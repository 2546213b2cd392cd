package io.omendb.benchmarks.ycsb;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long the operations of one thread took, or of several once added up. */
final class Latencies {
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final Map<YcsbOperation, Histogram> histograms = new EnumMap<>(YcsbOperation.class);
  private long rows;

  void record(YcsbOperation operation, long nanos, int ofRows) {
    histograms
        .computeIfAbsent(operation, each -> new Histogram(HOUR_NANOS, 3))
        .recordValue(Math.min(nanos, HOUR_NANOS));
    rows += ofRows;
  }

  void add(Latencies other) {
    other.histograms.forEach((operation, histogram) ->
        histograms.computeIfAbsent(operation, each -> new Histogram(HOUR_NANOS, 3)).add(histogram));
    rows += other.rows;
  }

  void clear() {
    histograms.clear();
    rows = 0;
  }

  /** Operations of all kinds. */
  long operations() {
    return histograms.values().stream().mapToLong(Histogram::getTotalCount).sum();
  }

  /** Rows that they read and wrote. */
  long rows() {
    return rows;
  }

  /** Those that there were. */
  Map<YcsbOperation, Histogram> histograms() {
    return histograms;
  }

  /** The figures of a histogram; a percentile is null where fewer than two calls lie beyond it. */
  static Map<String, @Nullable Object> fields(Histogram histogram) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("operations", histogram.getTotalCount());
    fields.put("meanNanos", histogram.getMean());
    fields.put("p50Nanos", percentile(histogram, 50));
    fields.put("p95Nanos", percentile(histogram, 95));
    fields.put("p99Nanos", percentile(histogram, 99));
    fields.put("p999Nanos", percentile(histogram, 99.9));
    fields.put("maxNanos", histogram.getMaxValue());
    return fields;
  }

  private static @Nullable Long percentile(Histogram histogram, double percent) {
    return histogram.getTotalCount() * (100 - percent) / 100 < 1
        ? null
        : histogram.getValueAtPercentile(percent);
  }
}

package io.omendb.benchmarks.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a load came to.
 *
 * @param operations how many were completed
 * @param nanos in how much time, wall clock
 * @param latencies of single operations, in nanoseconds; empty where they are not known
 */
record Load(long operations, long nanos, Histogram latencies) {
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  static Histogram emptyHistogram() {
    return new Histogram(HOUR_NANOS, 3);
  }

  /** The fields of the result. */
  Map<String, @Nullable Object> fields(String system, ServiceOperation operation, int callers) {
    double perSecond = operations * 1e9 / nanos;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", system);
    fields.put("operation", operation.text());
    fields.put("callers", callers);
    fields.put("operationsPerSecond", perSecond);
    fields.put("rowsPerSecond", perSecond * operation.rows());
    fields.put("p50Nanos", percentile(50));
    fields.put("p99Nanos", percentile(99));
    fields.put("operations", operations);
    return fields;
  }

  private @Nullable Long percentile(double percent) {
    return latencies.getTotalCount() * (100 - percent) / 100 < 1
        ? null
        : latencies.getValueAtPercentile(percent);
  }
}

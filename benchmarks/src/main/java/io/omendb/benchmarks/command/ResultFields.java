package io.omendb.benchmarks.command;

import io.omendb.benchmarks.index.SearchCheck;
import io.omendb.benchmarks.report.IndexResult;
import io.omendb.spi.index.IndexStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins what was counted and what was timed to the result of {@code bench index}. */
final class ResultFields {
  private ResultFields() {}

  /**
   * The result of one system.
   *
   * @param times JMH's figures of this system
   * @param count number of keys, for the time to build
   * @param settings how it was measured
   * @param commit what was measured
   */
  static IndexResult of(
      String system,
      SearchCheck check,
      List<Measurement> times,
      int count,
      IndexSweep.Settings settings,
      String commit) {
    IndexStats stats = check.stats();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", stats == null ? system : IndexResult.OURS);
    fields.put("engine", stats == null ? null : system);
    fields.put("found", check.found());
    fields.put("lowerBoundsRight", check.lowerBoundsRight());
    fields.put("hitNanos", null);
    fields.put("hitErrorNanos", null);
    fields.put("missNanos", null);
    fields.put("dependentHitNanos", null);
    fields.put("batch", settings.batch());
    fields.put("batchPerSecond", null);
    fields.put("batchPerSecondTwoThreads", null);
    fields.put("bytesPerKey", check.bytesPerKey());
    fields.put("buildNanosPerKey", null);
    fields.put("maxError", stats == null ? null : stats.maxError());
    fields.put("meanError", stats == null ? null : stats.meanError());
    if (stats != null) {
      fields.put("chosen", stats.chosen());
      fields.put("reason", stats.reason());
    }
    fields.put("quick", settings.effort() != Effort.FULL);
    fields.put("commit", commit);
    times.forEach(time -> add(fields, time, count));
    return new IndexResult(fields);
  }

  private static void add(Map<String, @Nullable Object> fields, Measurement time, int count) {
    switch (time.operation()) {
      case "hit" -> {
        fields.put("hitNanos", time.nanosPerOperation());
        fields.put("hitErrorNanos", Double.isNaN(time.errorNanos()) ? null : time.errorNanos());
      }
      case "miss" -> fields.put("missNanos", time.nanosPerOperation());
      case "dependent_hit" -> fields.put("dependentHitNanos", time.nanosPerOperation());
      case "batch" -> fields.put("batchPerSecond", time.operationsPerSecond());
      case "batch_two_threads" ->
          fields.put("batchPerSecondTwoThreads", time.operationsPerSecond());
      case "build" -> fields.put("buildNanosPerKey", time.nanosPerOperation() / count);
      default -> throw new IllegalArgumentException("No field for " + time.operation());
    }
  }
}

package io.omendb.benchmarks.report;

import io.omendb.benchmarks.ycsb.Workload;
import io.omendb.benchmarks.ycsb.YcsbSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Workload by workload the database beside the best embedded store, and its server beside
 * PostgreSQL, what they lose first.
 */
final class YcsbComparison {
  private static final String RATE = "operationsPerSecond";
  private static final String POSTGRESQL = YcsbSystem.POSTGRESQL.text();
  private static final String SERVER = YcsbSystem.OMENDB_SERVER.text();

  private YcsbComparison() {}

  static List<Comparison> of(ResultFile run) {
    List<String> stores =
        run.distinct("system").stream()
            .filter(system -> !List.of("omendb", SERVER, POSTGRESQL).contains(system))
            .toList();
    List<Comparison> lines = new ArrayList<>();
    for (String workload : Stream.concat(Stream.of("load"), Workload.names().stream()).toList()) {
      String title = (workload.equals("load") ? "load" : "workload " + workload) + ", operations/s";
      add(lines, run, workload, title, "omendb", stores);
      add(lines, run, workload, title + ", server", SERVER, List.of(POSTGRESQL));
    }
    lines.sort(Comparator.comparingDouble(Comparison::ratio));
    return lines;
  }

  private static void add(
      List<Comparison> lines,
      ResultFile run,
      String workload,
      String title,
      String system,
      List<String> others) {
    OptionalDouble ours = rate(run, system, workload);
    if (ours.isEmpty()) {
      return;
    }
    Comparison best = null;
    for (String other : others) {
      OptionalDouble theirs = rate(run, other, workload);
      if (theirs.isPresent()) {
        Comparison line =
            Comparison.of(
                title,
                ours.getAsDouble(),
                other,
                theirs.getAsDouble(),
                true,
                OptionalDouble.empty());
        best = best == null || line.ratio() < best.ratio() ? line : best;
      }
    }
    if (best != null) {
      lines.add(best);
    }
  }

  private static OptionalDouble rate(ResultFile run, String system, String workload) {
    String operation = workload.equals("load") ? "insert" : "all";
    return run.figure(Map.of("system", system, "workload", workload, "operation", operation), RATE);
  }
}

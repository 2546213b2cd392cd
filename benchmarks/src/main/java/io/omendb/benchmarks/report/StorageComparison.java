package io.omendb.benchmarks.report;

import io.omendb.benchmarks.peers.Operation;
import io.omendb.benchmarks.peers.PeerSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** OmenDB beside the best of its peers, figure by figure, what it loses first. */
final class StorageComparison {
  /**
   * Compared by the median, which a busy machine hardly moves. The mean is for writes: a store that
   * waits for its own background work now and then is to be charged for it.
   */
  private static final Set<String> READS =
      Set.of(
          "open",
          "get",
          "get_absent",
          "get_overlapped",
          "get_absent_overlapped",
          "multi_get",
          "scan_1000",
          "get_under_writes",
          "recover");

  private static final String OURS = PeerSystem.OMENDB.text();

  private StorageComparison() {}

  /** The lines of a run, the worst for us first. */
  static List<Comparison> of(StorageRun run) {
    List<Comparison> lines = new ArrayList<>();
    for (String operation : Operation.names()) {
      if (READS.contains(operation)) {
        add(lines, run, operation, "p50Nanos", operation + ", p50 in ns", false);
      } else {
        add(lines, run, operation, "rowsPerSecond", operation + ", rows/s", true);
      }
    }
    for (String operation : List.of("get", "get_under_writes")) {
      add(lines, run, operation, "p999Nanos", operation + ", p99.9 in ns", false);
    }
    add(lines, run, "bulk_load", "diskBytesPerRow", "bytes on disk a row, loaded", false);
    add(lines, run, "put_sync", "diskBytesPerRow", "bytes on disk a row, in the end", false);
    lines.sort(Comparator.comparingDouble(Comparison::ratio));
    return lines;
  }

  private static void add(
      List<Comparison> lines,
      StorageRun run,
      String operation,
      String field,
      String title,
      boolean moreIsBetter) {
    OptionalDouble ours = run.figure(OURS, operation, field);
    if (ours.isEmpty()) {
      return;
    }
    Comparison best = null;
    Comparison bestMap = null;
    for (String system : run.systems()) {
      OptionalDouble theirs = run.figure(system, operation, field);
      if (system.equals(OURS) || theirs.isEmpty()) {
        continue;
      }
      boolean map = PeerSystem.isMap(system);
      Comparison line =
          Comparison.of(
              map ? title + ", beside maps in memory" : title,
              ours.getAsDouble(),
              system,
              theirs.getAsDouble(),
              moreIsBetter,
              Comparison.spread(
                  run.figure(OURS, operation, "spread"), run.figure(system, operation, "spread")));
      if (map) {
        bestMap = bestMap == null || line.ratio() < bestMap.ratio() ? line : bestMap;
      } else {
        best = best == null || line.ratio() < best.ratio() ? line : best;
      }
    }
    if (best != null) {
      lines.add(best);
    }
    if (bestMap != null) {
      lines.add(bestMap);
    }
  }
}

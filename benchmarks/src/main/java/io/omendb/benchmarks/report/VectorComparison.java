package io.omendb.benchmarks.report;

import io.omendb.benchmarks.vectors.SearchFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** OmenDB beside each peer at the same recall, what it loses first. */
final class VectorComparison {
  private static final double[] LEVELS = {0.95, 0.98, 0.99, 0.995, 0.999};

  /** What a peer asks one query at a time is compared with what we do so. */
  private static final int SINGLE = 1;

  private static final String SCAN = "scan";

  /**
   * One comparison.
   *
   * @param recall both have at least this
   * @param filter of the searches
   * @param ours our fastest result with that recall
   * @param theirs the fastest of the peer's mode
   * @param ratio how many times as many queries we answer in a second of processor time
   */
  record Line(
      double recall, SearchFilter filter, VectorResult ours, VectorResult theirs, double ratio) {}

  private VectorComparison() {}

  /** The lines of a run, the worst for us first; the plain scan is not counted as ours. */
  static List<Line> of(VectorRun run) {
    List<Line> lines = new ArrayList<>();
    for (SearchFilter filter : run.filters()) {
      List<VectorResult> ours =
          run.names().stream()
              .flatMap(name -> run.results(name, filter, SINGLE).stream())
              .filter(result -> result.isOurs() && !SCAN.equals(result.fields().get("mode")))
              .toList();
      for (String name : run.names()) {
        List<VectorResult> theirs =
            run.results(name, filter, SINGLE).stream().filter(result -> !result.isOurs()).toList();
        for (double level : LEVELS) {
          Optional<VectorResult> mine = fastest(ours, level);
          Optional<VectorResult> other = fastest(theirs, level);
          if (mine.isPresent() && other.isPresent()) {
            lines.add(
                new Line(
                    level,
                    filter,
                    mine.get(),
                    other.get(),
                    mine.get().queriesPerCpuSecond() / other.get().queriesPerCpuSecond()));
          }
        }
      }
    }
    lines.sort(Comparator.comparingDouble(Line::ratio));
    return lines;
  }

  private static Optional<VectorResult> fastest(List<VectorResult> results, double recall) {
    return results.stream()
        .filter(result -> result.recall() >= recall)
        .max(Comparator.comparingDouble(VectorResult::queriesPerCpuSecond));
  }
}

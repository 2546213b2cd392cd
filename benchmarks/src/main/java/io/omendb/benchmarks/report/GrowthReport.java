package io.omendb.benchmarks.report;

import io.omendb.benchmarks.peers.PeerSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an operation costs and a row takes as the number of rows grows. */
final class GrowthReport implements SuiteReport {
  private static final String OURS = PeerSystem.OMENDB.text();

  /** Compared with the best of the other stores by their mean. */
  private static final List<String> COMPARED =
      List.of("get", "scan_1000", "put_async", "put_sync", "bulk_load", "open", "recover");

  @Override
  public String directory() {
    return "growth";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<ResultFile> runs = ReportPlaces.files(data).stream().map(GrowthPage::read).toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("growth.md");
    List<Path> plots = GrowthPage.write(page, data, places.plots(), runs);
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    for (ResultFile run : runs) {
      for (int rows : GrowthPage.sizes(run)) {
        String title = String.format(Locale.ROOT, "%,d rows, %s", rows, GrowthPage.name(run));
        comparisons.put(title, compare(run, rows));
      }
    }
    return Optional.of(
        new Section(
            "Growth",
            "Cost of an operation and bytes of a row by number of rows, beside the best of the other"
                + " stores at each size.",
            "bin/omen bench growth --save " + data,
            Optional.of(page),
            plots,
            comparisons,
            List.of(),
            Machine.of(runs, GrowthPage::name, ResultFile::environment),
            runs.size()));
  }

  private static List<Comparison> compare(ResultFile run, int rows) {
    List<Comparison> lines = new ArrayList<>();
    for (String operation : COMPARED) {
      add(lines, run, rows, operation, "nanosPerOperation", operation + ", mean in ns");
    }
    add(lines, run, rows, "get", "diskBytesPerRow", "bytes on disk a row");
    lines.sort(Comparator.comparingDouble(Comparison::ratio));
    return lines;
  }

  private static void add(
      List<Comparison> lines,
      ResultFile run,
      int rows,
      String operation,
      String field,
      String title) {
    OptionalDouble ours = figure(run, OURS, rows, operation, field);
    if (ours.isEmpty()) {
      return;
    }
    Comparison best = null;
    for (String system : run.distinct("system")) {
      OptionalDouble theirs = figure(run, system, rows, operation, field);
      if (system.equals(OURS) || PeerSystem.isMap(system) || theirs.isEmpty()) {
        continue;
      }
      OptionalDouble spread =
          Comparison.spread(
              figure(run, OURS, rows, operation, "spread"),
              figure(run, system, rows, operation, "spread"));
      Comparison line =
          Comparison.of(title, ours.getAsDouble(), system, theirs.getAsDouble(), false, spread);
      best = best == null || line.ratio() < best.ratio() ? line : best;
    }
    if (best != null) {
      lines.add(best);
    }
  }

  private static OptionalDouble figure(
      ResultFile run, String system, int rows, String operation, String field) {
    return run.figure(Map.of("system", system, "rows", rows, "operation", operation), field);
  }
}

package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** YCSB's workloads on the database, its server and others. */
final class YcsbReport implements SuiteReport {
  @Override
  public String directory() {
    return "ycsb";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<ResultFile> runs =
        ReportPlaces.files(data).stream().map(YcsbPage::read).sorted(YcsbPage.ORDER).toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("ycsb.md");
    YcsbPage.write(page, data, runs);
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    runs.forEach(run -> comparisons.put(YcsbPage.name(run), YcsbComparison.of(run)));
    return Optional.of(
        new Section(
            "YCSB",
            "The core workloads A to F, every answer checked: the database beside the best embedded"
                + " store, its server beside PostgreSQL.",
            "bin/omen bench ycsb --save " + data,
            Optional.of(page),
            List.of(),
            comparisons,
            List.of(),
            Machine.of(runs, YcsbPage::name, ResultFile::environment),
            runs.size()));
  }
}

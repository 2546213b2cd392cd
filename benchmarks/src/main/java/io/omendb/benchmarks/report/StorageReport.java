package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The database beside other stores. */
final class StorageReport implements SuiteReport {
  @Override
  public String directory() {
    return "storage";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<StorageRun> runs =
        ReportPlaces.files(data).stream().map(StorageRun::read).sorted(StoragePage.ORDER).toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("storage.md");
    List<Path> plots = StoragePage.write(page, data, places.plots(), runs);
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    runs.forEach(run -> comparisons.put(StoragePage.name(run), StorageComparison.of(run)));
    return Optional.of(
        new Section(
            "Database beside stores",
            "Rows under int64 keys through each store's API, each in a process of its own, each"
                + " checked first. Beside the best of the others, reads by the median and writes by"
                + " the mean.",
            "bin/omen bench storage --rows 1M --save " + data,
            Optional.of(page),
            plots,
            comparisons,
            List.of(),
            Machine.of(runs, StoragePage::name, StorageRun::environment),
            runs.size()));
  }
}

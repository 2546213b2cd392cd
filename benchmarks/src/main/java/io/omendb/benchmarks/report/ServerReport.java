package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server beside PostgreSQL. */
final class ServerReport implements SuiteReport {
  @Override
  public String directory() {
    return "server";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<ServerRun> runs =
        ReportPlaces.files(data).stream()
            .map(ServerRun::read)
            .sorted(Comparator.comparingInt(ServerRun::rows).reversed())
            .toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("server.md");
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    runs.forEach(run -> comparisons.put(ServerPage.name(run), ServerComparison.of(run)));
    List<Path> plots = ServerPage.write(page, data, places.plots(), runs);
    return Optional.of(
        new Section(
            "Server beside PostgreSQL",
            "Both on the same rows and the same machine, every commit on disk when it returns. A load"
                + " generator of virtual threads with HdrHistogram asks ours, pgbench and psql ask"
                + " theirs. Rows a second.",
            "bin/omen bench server --rows 1M --save " + data,
            Optional.of(page),
            plots,
            comparisons,
            List.of(),
            Machine.of(runs, ServerPage::name, ServerRun::environment),
            runs.size()));
  }
}

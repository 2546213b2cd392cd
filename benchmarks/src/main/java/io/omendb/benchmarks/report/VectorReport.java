package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Vector search beside other libraries. */
final class VectorReport implements SuiteReport {
  @Override
  public String directory() {
    return "vectors";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<VectorRun> runs =
        ReportPlaces.files(data).stream().map(VectorRun::read).sorted(VectorsPage.ORDER).toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("vectors.md");
    List<Path> plots = VectorsPage.write(page, data, places.plots(), runs);
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    runs.forEach(run ->
        comparisons.put(
            VectorsPage.name(run),
            VectorComparison.of(run).stream().map(VectorReport::comparison).toList()));
    return Optional.of(
        new Section(
            "Vector search",
            "The fastest of our searches beside each peer's where both have the recall, one query at"
                + " a time, queries a second of processor time. Lucene and JVector by default; Faiss"
                + " and hnswlib by `scripts/vector_peers.py`.",
            runs.getFirst().text("command"),
            Optional.of(page),
            plots,
            comparisons,
            List.of(),
            Machine.of(runs, VectorsPage::name, VectorRun::environment),
            runs.size()));
  }

  private static Comparison comparison(VectorComparison.Line line) {
    return new Comparison(
        "recall %s, %s, queries/CPU s".formatted(line.recall(), VectorPlot.text(line.filter())),
        line.ours().queriesPerCpuSecond(),
        line.theirs().name(),
        line.theirs().queriesPerCpuSecond(),
        line.ratio(),
        OptionalDouble.empty());
  }
}

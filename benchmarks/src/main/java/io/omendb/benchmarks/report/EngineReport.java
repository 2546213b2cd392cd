package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What JMH measured of storage engines, compute engines and the database. */
final class EngineReport implements SuiteReport {
  private static final String NANOS = "nanosPerOperation";

  /** What the database with its default engines is called. */
  private static final String OURS = "omendb:auto";

  private static final String PEER = "rocksdb";

  /** Fields that are measured; all others say what was measured. */
  private static final List<String> FIGURES = List.of(NANOS, "operationsPerSecond", "errorNanos");

  @Override
  public String directory() {
    return "engines";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    Map<String, ResultFile> runs = new LinkedHashMap<>();
    for (Path file : ReportPlaces.files(data)) {
      ResultFile run = ResultFile.read(file, "omen bench compute", read -> read);
      runs.put(run.text("suite"), run);
    }
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("engines.md");
    List<Path> plots = new ArrayList<>();
    StringBuilder text =
        new StringBuilder("# Engines and the database, by JMH\n\n")
            .append("Written by `bin/omen bench render` from the results in `")
            .append(data)
            .append(
                "`; do not edit it by hand. Each benchmark ran in a JVM of its own. ± is half of")
            .append(" JMH's 99.9 % interval.\n");
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    runs.forEach((suite, run) -> {
      Path plot = places.plots().resolve("engines-" + suite + ".svg");
      BarPlot.write(plot, suite, "ns per operation", bars(run));
      plots.add(plot);
      text.append("\n## ").append(suite).append("\n```\n").append(run.text("command"));
      text.append("\n```\n").append(Machine.text(run.environment()));
      text.append(".\n\n![ns per operation](");
      text.append(LearnedIndexPage.relative(page, plot)).append(")\n\n");
      text.append(MarkdownTable.of(table(run)));
      comparisons.put(suite, comparisons(run));
    });
    comparisons.values().removeIf(List::isEmpty);
    WholeFile.write(page, text);
    return Optional.of(
        new Section(
            "Engines, by JMH",
            "Storage engines, compute engines and the database one method at a time; the database"
                + " beside RocksDB used directly. ± is JMH's 99.9 % interval.",
            "bin/omen bench all --only storage-engines,compute,database --save " + places.results(),
            Optional.of(page),
            plots,
            comparisons,
            List.of(),
            Machine.of(
                List.copyOf(runs.values()), run -> run.text("suite"), ResultFile::environment),
            runs.size()));
  }

  /** What was measured, in words: {@code get (rows 100000)}. */
  private static String what(Map<String, @Nullable Object> result) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>(result);
    parameters.keySet().removeAll(FIGURES);
    parameters.keySet().removeAll(List.of("system", "operation"));
    List<String> words = new ArrayList<>();
    parameters.forEach((name, value) -> words.add(name + " " + value));
    String operation = String.valueOf(result.get("operation"));
    return words.isEmpty() ? operation : operation + " (" + String.join(", ", words) + ")";
  }

  private static List<BarPlot.Bar> bars(ResultFile run) {
    return run.results().stream()
        .map(result -> new BarPlot.Bar(result.get("system") + " " + what(result), nanos(result)))
        .toList();
  }

  private static double nanos(Map<String, @Nullable Object> result) {
    return result.get(NANOS) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static OptionalDouble error(Map<String, @Nullable Object> result) {
    return result.get("errorNanos") instanceof Number number && number.doubleValue() > 0
        ? OptionalDouble.of(number.doubleValue() / nanos(result))
        : OptionalDouble.empty();
  }

  private static List<List<String>> table(ResultFile run) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("system", "operation", "ns", "±", "operations/s"));
    for (Map<String, @Nullable Object> result : run.results()) {
      OptionalDouble error = error(result);
      table.add(
          List.of(
              "`" + result.get("system") + "`",
              what(result),
              String.valueOf(FigureText.rounded(nanos(result))),
              error.isEmpty() ? "" : Math.round(error.getAsDouble() * 100) + " %",
              String.valueOf(FigureText.rounded(1e9 / nanos(result)))));
    }
    return table;
  }

  /** The database beside RocksDB at the same operation with the same parameters. */
  private static List<Comparison> comparisons(ResultFile run) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Map<String, @Nullable Object> ours : run.results()) {
      if (!OURS.equals(ours.get("system"))) {
        continue;
      }
      run.results().stream()
          .filter(peer -> PEER.equals(peer.get("system")) && what(peer).equals(what(ours)))
          .findFirst()
          .ifPresent(peer ->
              comparisons.add(
                  Comparison.of(
                      what(ours) + ", ns",
                      nanos(ours),
                      PEER,
                      nanos(peer),
                      false,
                      Comparison.spread(error(ours), error(peer)))));
    }
    comparisons.sort(Comparator.comparingDouble(Comparison::ratio));
    return comparisons;
  }
}

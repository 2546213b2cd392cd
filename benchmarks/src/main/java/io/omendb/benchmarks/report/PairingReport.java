package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every index engine with every storage engine and every compute engine. */
final class PairingReport implements SuiteReport {
  private static final String NANOS = "cpuNanosPerOperation";
  private static final List<String> ENGINES = List.of("index", "storage", "compute");
  private static final String COMMAND = "omen bench pairings";

  @Override
  public String directory() {
    return "pairings";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<ResultFile> runs =
        ReportPlaces.files(data).stream()
            .map(file -> ResultFile.read(file, COMMAND, read -> read))
            .sorted(Comparator.comparingInt((ResultFile run) -> run.count("rows")).reversed())
            .toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("pairings.md");
    StringBuilder text =
        new StringBuilder("# Every engine with every other\n\n")
            .append("Written by `bin/omen bench render` from the results in `")
            .append(data)
            .append(
                "`; do not edit it by hand. A database is opened with each index engine, storage")
            .append(
                " engine and compute engine, loaded, compared row by row with what was written,")
            .append(" and measured: processor time of the calling thread in ns an operation, the")
            .append(" median of rounds, ± half the distance of their quartiles. All run in one")
            .append(" process, one after the other.\n");
    List<Path> plots = new ArrayList<>();
    for (ResultFile run : runs) {
      text.append("\n## ").append(run.count("rows")).append(" rows\n```\n");
      text.append(run.text("command")).append("\n```\n");
      text.append(Machine.text(run.environment())).append(".\n\n");
      List<BarPlot.Bar> bars = bars(run);
      if (!bars.isEmpty()) {
        Path plot = places.plots().resolve("pairings-" + run.count("rows") + ".svg");
        BarPlot.write(plot, "Get of a random row", "CPU ns", bars);
        plots.add(plot);
        text.append("![CPU ns of a get by pairing](");
        text.append(LearnedIndexPage.relative(page, plot)).append(")\n\n");
      }
      text.append(MarkdownTable.of(table(run)));
    }
    WholeFile.write(page, text);
    return Optional.of(
        new Section(
            "Pairings of our engines",
            "Every index engine with every storage engine and every compute engine, each checked"
                + " first: the best and the worst pairing of each operation, CPU ns.",
            runs.getFirst().text("command"),
            Optional.of(page),
            plots,
            Map.of(),
            extremes(runs.getFirst()),
            Machine.of(runs, run -> run.count("rows") + " rows", ResultFile::environment),
            runs.size()));
  }

  private static String name(Map<String, @Nullable Object> result) {
    return String.join(
        " x ", ENGINES.stream().map(engine -> String.valueOf(result.get(engine))).toList());
  }

  private static List<String> operations(ResultFile run) {
    return run.distinct("operation").stream().filter(name -> !name.equals("null")).toList();
  }

  private static OptionalDouble nanos(Map<String, @Nullable Object> result) {
    return result.get(NANOS) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private static List<BarPlot.Bar> bars(ResultFile run) {
    List<BarPlot.Bar> bars = new ArrayList<>();
    for (Map<String, @Nullable Object> result : run.results()) {
      if ("get".equals(result.get("operation"))) {
        nanos(result).ifPresent(value -> bars.add(new BarPlot.Bar(name(result), value)));
      }
    }
    bars.sort(Comparator.comparingDouble(BarPlot.Bar::value));
    return bars;
  }

  private static List<List<String>> table(ResultFile run) {
    List<String> operations = operations(run);
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(ENGINES);
    head.addAll(operations);
    table.add(head);
    Set<Map<String, String>> pairings = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> result : run.results()) {
      pairings.add(
          Map.of(
              "index", String.valueOf(result.get("index")),
              "storage", String.valueOf(result.get("storage")),
              "compute", String.valueOf(result.get("compute"))));
    }
    for (Map<String, String> pairing : pairings) {
      List<String> row = new ArrayList<>();
      ENGINES.forEach(engine -> row.add("`" + pairing.get(engine) + "`"));
      for (String operation : operations) {
        row.add(cell(run, pairing, operation));
      }
      table.add(row);
    }
    return table;
  }

  private static String cell(ResultFile run, Map<String, String> pairing, String operation) {
    Map<String, String> where = new HashMap<>(pairing);
    where.put("operation", operation);
    Optional<Map<String, @Nullable Object>> result = run.result(where);
    if (result.isEmpty()) {
      return run.result(pairing).map(only -> "cannot run: " + only.get("skipped")).orElse("");
    }
    OptionalDouble value = nanos(result.get());
    String spread =
        result.get().get("spread") instanceof Number number
            ? " ± " + Math.round(number.doubleValue() * 100) + " %"
            : "";
    return value.isEmpty() ? "" : FigureText.rounded(value.getAsDouble()) + spread;
  }

  private static List<List<String>> extremes(ResultFile run) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("operation", "best", "CPU ns", "worst", "CPU ns"));
    for (String operation : operations(run)) {
      List<Map<String, @Nullable Object>> sorted =
          run.results().stream()
              .filter(result -> operation.equals(result.get("operation")))
              .filter(result -> nanos(result).isPresent())
              .sorted(Comparator.comparingDouble(result -> nanos(result).orElse(0)))
              .toList();
      if (!sorted.isEmpty()) {
        Map<String, @Nullable Object> best = sorted.getFirst();
        Map<String, @Nullable Object> worst = sorted.getLast();
        table.add(
            List.of(
                operation,
                "`" + name(best) + "`",
                String.valueOf(FigureText.rounded(best.get(NANOS))),
                "`" + name(worst) + "`",
                String.valueOf(FigureText.rounded(worst.get(NANOS)))));
      }
    }
    return table;
  }
}

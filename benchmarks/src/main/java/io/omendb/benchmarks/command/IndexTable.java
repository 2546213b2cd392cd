package io.omendb.benchmarks.command;

import io.omendb.benchmarks.report.FigureText;
import io.omendb.benchmarks.report.IndexResult;
import io.omendb.benchmarks.report.IndexRun;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The results of one key set for people, fastest hit first. */
final class IndexTable {
  private static final List<String> COLUMNS =
      List.of(
          "system",
          "hit ns",
          "x binary_search",
          "x treemap",
          "miss ns",
          "dependent ns",
          "batch M/s",
          "2 threads M/s",
          "build ns/key",
          "bytes/key",
          "max error",
          "mean error",
          "found");

  private IndexTable() {}

  static void print(Console console, IndexRun run) {
    run.environment().forEach((name, value) -> console.note(name + ": " + value));
    List<IndexResult> sorted = new ArrayList<>(run.results());
    sorted.sort(
        Comparator.comparingDouble(
            result -> result.figure(IndexResult.HIT).orElse(Double.MAX_VALUE)));
    if (console.format() == OutputFormat.TABLE) {
      console.line(String.format(Locale.ROOT, "%s, %,d keys", run.name(), run.count()));
      RowPrinter printer = console.rows(COLUMNS);
      sorted.forEach(result -> printer.print(cells(run, result)));
      printer.end();
      console.line("");
    } else {
      fields(console, run, sorted);
    }
  }

  /** For programs: the fields of JSON, and which keys they are about. */
  private static void fields(Console console, IndexRun run, List<IndexResult> results) {
    List<String> columns = new ArrayList<>(List.of("keys", "count"));
    results.stream()
        .flatMap(result -> result.fields().keySet().stream())
        .distinct()
        .forEach(columns::add);
    RowPrinter printer = console.rows(columns);
    for (IndexResult result : results) {
      List<@Nullable Object> values = new ArrayList<>(List.of(run.name(), run.count()));
      columns.stream().skip(2).forEach(column -> values.add(result.fields().get(column)));
      printer.print(values);
    }
    printer.end();
  }

  private static List<@Nullable Object> cells(IndexRun run, IndexResult result) {
    List<@Nullable Object> cells = new ArrayList<>();
    String chosen = result.text("chosen");
    boolean chose = !chosen.isEmpty() && !chosen.equals(result.name());
    cells.add(chose ? result.name() + " (" + chosen + ")" : result.name());
    cells.add(figure(result, IndexResult.HIT, 1));
    cells.add(FigureText.timesAsFast(run, result, "binary_search"));
    cells.add(FigureText.timesAsFast(run, result, "treemap"));
    cells.add(figure(result, "missNanos", 1));
    cells.add(figure(result, "dependentHitNanos", 1));
    cells.add(figure(result, "batchPerSecond", 1e-6));
    cells.add(figure(result, "batchPerSecondTwoThreads", 1e-6));
    cells.add(figure(result, "buildNanosPerKey", 1));
    cells.add(figure(result, "bytesPerKey", 1));
    cells.add(figure(result, "maxError", 1));
    cells.add(figure(result, "meanError", 1));
    cells.add(result.fields().get("found"));
    return cells;
  }

  private static @Nullable Object figure(IndexResult result, String field, double unit) {
    OptionalDouble figure = result.figure(field);
    return figure.isEmpty() ? null : FigureText.rounded(figure.getAsDouble() * unit);
  }
}

package io.omendb.benchmarks.command;

import io.omendb.benchmarks.report.FigureText;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.values.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the results of a run: as a table for people, as one JSON object, or as lines. */
final class ResultTable {
  private ResultTable() {}

  /**
   * Prints a run.
   *
   * @param columns fields that a person sees; other forms have all of them
   * @param sorted the results in the order of the table
   */
  static void print(
      Console console,
      ResultFile run,
      List<String> columns,
      List<Map<String, @Nullable Object>> sorted) {
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(run.toFields()));
      return;
    }
    run.environment().forEach((name, value) -> console.note(name + ": " + value));
    List<String> shown =
        console.format() == OutputFormat.TABLE
            ? columns
            : sorted.stream().flatMap(result -> result.keySet().stream()).distinct().toList();
    RowPrinter printer = console.rows(shown);
    for (Map<String, @Nullable Object> result : sorted) {
      List<@Nullable Object> cells = new ArrayList<>();
      shown.forEach(column -> cells.add(FigureText.rounded(result.get(column))));
      printer.print(cells);
    }
    printer.end();
  }
}

package io.omendb.benchmarks.command;

import io.omendb.benchmarks.report.FigureText;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.RowPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results as a table, a column for every field that one of them has. */
final class FieldTable {
  private FieldTable() {}

  static void print(Console console, List<Map<String, @Nullable Object>> results) {
    List<String> columns =
        results.stream().flatMap(result -> result.keySet().stream()).distinct().toList();
    RowPrinter printer = console.rows(columns);
    for (Map<String, @Nullable Object> result : results) {
      List<@Nullable Object> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(FigureText.rounded(result.get(column))));
      printer.print(cells);
    }
    printer.end();
  }
}

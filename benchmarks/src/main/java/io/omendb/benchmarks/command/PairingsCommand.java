package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.pairings.Pairing;
import io.omendb.benchmarks.pairings.PairingRun;
import io.omendb.benchmarks.report.FigureText;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.VectorModule;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.values.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a database with every index, storage and compute engine. */
@Command(
    name = "pairings",
    description = "A database with every index, storage and compute engine; each one checked.",
    footer = {
      "Runs in this process, one after the other, in processor time of one thread.",
      "Ends with exit code 1 where one of them answers wrongly."
    })
final class PairingsCommand implements Callable<Integer> {
  private static final int ROUNDS_AND_WARM_UP = 10;
  private static final double MAX_SECONDS = 600;
  private static final int MAX_ROWS = 10_000_000;

  private final CommandContext context;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Rows of each database, for instance 1M (default: 100K).")
  private int rows = 100_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "About how long each operation of a pairing is run (default: 1).")
  private double seconds = 1;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Keep the results there, in pairings-ROWS.json, in place of what it held.")
  private @Nullable Path save;

  PairingsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    requireBounds();
    VectorModule.load(); // Before an engine asks whether it is there.
    Console console = context.console();
    Environment environment = new Environment(context.commit());
    List<Pairing> pairings = Pairing.all();
    PairingRun run = new PairingRun(rows, (long) (seconds * 1e9 / ROUNDS_AND_WARM_UP));
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    try (BenchData data = directory.open()) {
      for (int i = 0; i < pairings.size(); i++) {
        Pairing pairing = pairings.get(i);
        console.note(i + 1 + " of " + pairings.size() + ", " + pairing.text());
        results.addAll(run.run(pairing, data.path().resolve("pairing-" + i)));
      }
    }
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("rows", run.rows());
    about.put("seconds", seconds);
    about.put(
        "command",
        "bin/omen bench pairings --rows "
            + CountConverter.shortText(rows)
            + " --seconds "
            + FigureText.rounded(seconds));
    ResultFile file = new ResultFile(environment.fields(), about, results);
    if (save != null) {
      file.write(save.resolve("pairings-" + rows + ".json"));
    }
    print(file);
    return 0;
  }

  private void requireBounds() {
    if (rows > MAX_ROWS) {
      throw OmenException.invalid("rows", "--rows is " + rows + ", at most " + MAX_ROWS, null);
    }
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw OmenException.invalid(
          "seconds",
          "--seconds is " + seconds + ", must be greater than 0 and at most " + (int) MAX_SECONDS,
          null);
    }
  }

  /** A row for each pairing, the nanoseconds of each operation beside each other. */
  private void print(ResultFile file) {
    Console console = context.console();
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(file.toFields()));
      return;
    }
    file.environment().forEach((name, value) -> console.note(name + ": " + value));
    if (console.format() != OutputFormat.TABLE) {
      FieldTable.print(console, file.results());
      return;
    }
    List<String> columns = new ArrayList<>(List.of("index", "storage", "compute"));
    PairingRun.OPERATIONS.forEach(operation -> columns.add(operation + " ns"));
    columns.add("skipped");
    Map<List<@Nullable Object>, Map<String, @Nullable Object>> rowsByNames = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> result : file.results()) {
      List<@Nullable Object> names = new ArrayList<>();
      columns.subList(0, 3).forEach(column -> names.add(result.get(column)));
      Map<String, @Nullable Object> row =
          rowsByNames.computeIfAbsent(names, none -> new LinkedHashMap<>());
      row.put(result.get("operation") + " ns", result.get("cpuNanosPerOperation"));
      row.put("skipped", result.get("skipped"));
    }
    RowPrinter printer = console.rows(columns);
    rowsByNames.forEach((names, figures) -> {
      List<@Nullable Object> cells = new ArrayList<>(names);
      columns
          .subList(3, columns.size())
          .forEach(column -> cells.add(FigureText.rounded(figures.get(column))));
      printer.print(cells);
    });
    printer.end();
  }
}

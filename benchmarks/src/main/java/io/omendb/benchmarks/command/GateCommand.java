package io.omendb.benchmarks.command;

import io.omendb.benchmarks.gate.GateFork;
import io.omendb.benchmarks.gate.GatePath;
import io.omendb.benchmarks.report.FigureText;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
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

/** Compares ratios between our own paths with those that were recorded. */
@Command(
    name = "gate",
    description = "Ratios between our own paths, against those that were recorded.",
    footer = {
      "Ends with exit code 1 where one has fallen by more than a quarter, also when measured again.",
      "Takes about two minutes; on another kind of CPU record first: --record."
    })
final class GateCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      split = ",",
      description = "Only these ratios, for instance pgm_lookup,multi_get.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--ratios",
      paramLabel = "FILE",
      description = "The recorded ratios (default: docs/benchmarks/results/gate/ratios.json).")
  private Path ratios = Path.of("docs/benchmarks/results/gate/ratios.json");

  @Option(
      names = "--record",
      description = "Record what is measured for this kind of CPU, and compare nothing.")
  private boolean record;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  GateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<GatePath> paths = GatePath.parse(only);
    Console console = context.console();
    Environment environment = new Environment(context.commit());
    GateRatios recorded = GateRatios.read(ratios, Environment.cpu());
    if (!record) {
      recorded.remarks().forEach(console::note);
    }
    GateComparison comparison =
        new GateComparison(record ? GateRatios.none() : recorded, this::measure, console::note);
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      GatePath path = paths.get(i);
      console.note(i + 1 + " of " + paths.size() + ", " + path.text() + ": " + path.description());
      results.add(comparison.result(path));
    }
    if (record) {
      results.forEach(result -> {
        result.keySet().removeAll(GateComparison.COMPARED);
        result.put("cpu", Environment.cpu());
        result.put("commit", context.commit());
      });
      recorded.with(environment.fields(), results).write(ratios);
      console.note("recorded in " + ratios);
    }
    print(new ResultFile(environment.fields(), Map.of("ratios", ratios.toString()), results));
    return comparison.fell() ? 1 : 0;
  }

  private Map<String, @Nullable Object> measure(GatePath path) {
    try (BenchData data = directory.open()) {
      return GateFork.run(path, data.path(), context.console()::note);
    }
  }

  private void print(ResultFile file) {
    Console console = context.console();
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(file.toFields()));
      return;
    }
    if (console.format() != OutputFormat.TABLE) {
      FieldTable.print(console, file.results());
      return;
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> result : file.results()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("ratio", result.get("name"));
      row.put("times as fast", FigureText.rounded(result.get("ratio")));
      row.put("±", percent(result.get("spread")));
      row.put("recorded", FigureText.rounded(result.get("recorded")));
      row.put("change", percent(result.get("change")));
      row.put("verdict", result.get("verdict"));
      rows.add(row);
    }
    FieldTable.print(console, rows);
  }

  private static @Nullable String percent(@Nullable Object fraction) {
    return fraction instanceof Number number ? Math.round(number.doubleValue() * 100) + " %" : null;
  }
}

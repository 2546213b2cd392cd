package io.omendb.benchmarks.command;

import io.omendb.benchmarks.keys.NamedDataSet;
import io.omendb.benchmarks.report.FigureText;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.values.JsonWriter;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a suite and prints its figures as JMH gives them. */
@Command
final class SuiteCommand implements Callable<Integer> {
  private final CommandContext context;
  private final Suite suite;

  @Option(
      names = "--engine",
      paramLabel = "NAMES",
      split = ",",
      description = "Engines and peers to run, separated by commas (default: all).")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = {"--dataset", "--keys"},
      paramLabel = "NAME",
      description = "Shape of the keys of database (default: uniform).")
  private @Nullable String dataSet;

  @Option(
      names = {"--n", "--rows"},
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Number of rows, for instance 100K or 10M.")
  private @Nullable Integer count;

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      description =
          "Only these operations, for instance get,multi_get; or only the benchmarks whose names"
              + " match a regular expression, for instance RowBenchmark.put.*")
  private @Nullable String only;

  @Option(names = "--quick", description = "One short run of each: minutes, and rough figures.")
  private boolean quick;

  SuiteCommand(CommandContext context, Suite suite) {
    this.context = context;
    this.suite = suite;
  }

  @Override
  public Integer call() {
    SuiteSelection selection = new SuiteSelection(suite, engines);
    Map<String, List<String>> parameters = selection.parameters();
    if (dataSet != null) {
      parameters.put("dataSet", List.of(NamedDataSet.parse(dataSet).name()));
    }
    if (count != null) {
      parameters.put("rows", List.of(count.toString()));
    }
    Environment environment = new Environment(context.commit());
    OutputStream log = new NoteStream(context.console().err());
    String pattern = selection.pattern(only);
    List<Map<String, Object>> results =
        JmhRun.run(new JmhRun.Plan(pattern, parameters, List.of(), quick), log).stream()
            .map(SuiteCommand::result)
            .toList();
    print(environment, results);
    return 0;
  }

  private static Map<String, Object> result(Measurement figure) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("system", figure.system());
    result.put("operation", figure.operation());
    result.putAll(figure.parameters());
    result.put("nanosPerOperation", figure.nanosPerOperation());
    result.put("operationsPerSecond", figure.operationsPerSecond());
    result.put("errorNanos", Double.isNaN(figure.errorNanos()) ? 0.0 : figure.errorNanos());
    return result;
  }

  private void print(Environment environment, List<Map<String, Object>> results) {
    if (context.console().format() == OutputFormat.JSON) {
      Map<String, Object> whole = new LinkedHashMap<>();
      whole.put("environment", environment.fields());
      whole.put("results", results);
      context.console().line(JsonWriter.write(whole));
      return;
    }
    environment.fields().forEach((name, value) -> context.console().note(name + ": " + value));
    List<String> columns =
        results.stream().flatMap(result -> result.keySet().stream()).distinct().toList();
    RowPrinter printer = context.console().rows(columns);
    for (Map<String, Object> result : results) {
      List<@Nullable Object> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(FigureText.rounded(result.get(column))));
      printer.print(cells);
    }
    printer.end();
  }
}

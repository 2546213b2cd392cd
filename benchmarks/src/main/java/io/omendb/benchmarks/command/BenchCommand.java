package io.omendb.benchmarks.command;

import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.cli.values.JsonWriter;
import io.omendb.testkit.keys.DataSet;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a suite and prints its figures. */
@Command(
    name = "bench",
    description = "Measure engines and database with JMH, beside their peers.",
    footer = "Figures go to standard output, JMH's own to standard error.")
final class BenchCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "SUITE", description = "index, storage, compute or database.")
  private @Nullable Suite suite;

  @Option(
      names = "--engine",
      paramLabel = "NAMES",
      split = ",",
      description = "Engines and peers to run, separated by commas; all of the suite's by default.")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Shape of the keys of index and database (default: uniform).")
  private @Nullable String dataSet;

  @Option(
      names = "--n",
      paramLabel = "N",
      description = "Number of keys or rows (default: 1000000).")
  private @Nullable Integer count;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Only the benchmarks whose names match, for instance RowBenchmark.get$.")
  private @Nullable String only;

  @Option(names = "--quick", description = "One short run of each: minutes, and rough figures.")
  private boolean quick;

  BenchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Suite chosen = Objects.requireNonNull(suite, "picocli requires SUITE");
    Environment environment = new Environment(context.commit());
    OutputStream log = new NoteStream(context.console().err());
    Map<String, Object> answer = new LinkedHashMap<>();
    List<Map<String, Object>> results =
        chosen == Suite.INDEX ? indexResults(answer, log) : results(chosen, log);
    answer.put("results", results);
    print(environment, answer, results);
    return 0;
  }

  private List<Map<String, Object>> indexResults(Map<String, Object> answer, OutputStream log) {
    DataSet shape = dataSet();
    int keys = count == null ? 1_000_000 : count;
    List<String> systems = all(engines) ? IndexReport.SYSTEMS : engines;
    IndexReport report = new IndexReport(shape, keys);
    answer.put("keys", report.keys());
    return report.results(
        JmhRun.run(pattern(Suite.INDEX, "IndexLookup"), report.parameters(systems), quick, log),
        systems);
  }

  private List<Map<String, Object>> results(Suite chosen, OutputStream log) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (!all(engines)) {
      parameters.put("system", engines);
      parameters.put("engine", engines);
    }
    if (dataSet != null) {
      parameters.put("dataSet", List.of(dataSet().name()));
    }
    if (count != null) {
      parameters.put("rows", List.of(count.toString()));
    }
    List<Map<String, Object>> results = new ArrayList<>();
    for (Measurement figure : JmhRun.run(pattern(chosen, ""), parameters, quick, log)) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("system", figure.system());
      result.put("operation", figure.operation());
      result.putAll(figure.parameters());
      result.put("nanosPerOperation", figure.nanosPerOperation());
      result.put("operationsPerSecond", figure.operationsPerSecond());
      result.put("errorNanos", Double.isNaN(figure.errorNanos()) ? 0.0 : figure.errorNanos());
      results.add(result);
    }
    return results;
  }

  private String pattern(Suite chosen, String benchmark) {
    return only == null ? chosen.pattern() + benchmark + ".*" : chosen.pattern() + only;
  }

  private static boolean all(List<String> engines) {
    return engines.isEmpty() || engines.equals(List.of("all"));
  }

  private DataSet dataSet() {
    return dataSet == null ? DataSet.UNIFORM : DataSet.valueOf(dataSet.toUpperCase(Locale.ROOT));
  }

  private void print(
      Environment environment, Map<String, Object> answer, List<Map<String, Object>> results) {
    if (context.console().format() == OutputFormat.JSON) {
      Map<String, Object> whole = new LinkedHashMap<>();
      whole.put("environment", environment.fields());
      whole.putAll(answer);
      context.console().line(JsonWriter.write(whole));
      return;
    }
    environment.fields().forEach((name, value) -> context.console().note(name + ": " + value));
    List<String> columns =
        results.stream().flatMap(result -> result.keySet().stream()).distinct().toList();
    RowPrinter printer = context.console().rows(columns);
    for (Map<String, Object> result : results) {
      List<@Nullable Object> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(rounded(result.get(column))));
      printer.print(cells);
    }
    printer.end();
  }

  /** Three significant digits are more than these machines repeat. */
  private static @Nullable Object rounded(@Nullable Object value) {
    return value instanceof Double number && Double.isFinite(number)
        ? new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros()
        : value;
  }
}

package io.omendb.benchmarks.command;

import io.omendb.benchmarks.keys.NamedDataSet;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.values.JsonWriter;
import java.io.OutputStream;
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

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUES",
      description = "Values of a benchmark's parameter, for instance dimension=128,768.")
  private Map<String, String> more = new LinkedHashMap<>();

  @Mixin private EffortOptions effort = new EffortOptions();

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Keep the results there, in SUITE.json, in place of what it held.")
  private @Nullable Path save;

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
    more.forEach((name, values) -> parameters.put(name, List.of(values.split(",", -1))));
    Environment environment = new Environment(context.commit());
    OutputStream log = new NoteStream(context.console().err());
    String pattern = selection.pattern(only);
    List<Map<String, @Nullable Object>> results =
        JmhRun.run(new JmhRun.Plan(pattern, parameters, List.of(), effort.effort()), log).stream()
            .map(SuiteCommand::result)
            .toList();
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("suite", suite.text());
    about.put("command", command());
    ResultFile file = new ResultFile(environment.fields(), about, results);
    if (save != null) {
      file.write(save.resolve(suite.text() + ".json"));
    }
    print(file);
    return 0;
  }

  /** The command that measures all of it again. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("bin/omen", "bench", suite.text()));
    if (!engines.isEmpty()) {
      words.addAll(List.of("--engine", String.join(",", engines)));
    }
    if (dataSet != null) {
      words.addAll(List.of("--dataset", dataSet));
    }
    if (count != null) {
      words.addAll(List.of("--n", CountConverter.shortText(count)));
    }
    if (only != null) {
      words.addAll(List.of("--only", "'" + only + "'"));
    }
    more.forEach((name, values) -> words.addAll(List.of("--param", name + "=" + values)));
    words.addAll(effort.words());
    return String.join(" ", words);
  }

  private static Map<String, @Nullable Object> result(Measurement figure) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("system", figure.system());
    result.put("operation", figure.operation());
    result.putAll(figure.parameters());
    result.put("nanosPerOperation", figure.nanosPerOperation());
    result.put("operationsPerSecond", figure.operationsPerSecond());
    result.put("errorNanos", Double.isNaN(figure.errorNanos()) ? 0.0 : figure.errorNanos());
    return result;
  }

  private void print(ResultFile file) {
    if (context.console().format() == OutputFormat.JSON) {
      context.console().line(JsonWriter.write(file.toFields()));
      return;
    }
    file.environment().forEach((name, value) -> context.console().note(name + ": " + value));
    FieldTable.print(context.console(), file.results());
  }
}

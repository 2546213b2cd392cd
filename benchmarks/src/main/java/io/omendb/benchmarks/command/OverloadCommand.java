package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.overload.Overload;
import io.omendb.benchmarks.overload.Overload.Phase;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a server still answers under more calls than it can take. */
@Command(
    name = "overload",
    description = "What a server still answers under more calls than it can take.",
    footer = "Ends with exit code 1 where a call was neither answered rightly nor refused.")
final class OverloadCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Rows that every call counts among (default: 100K).")
  private int rows = 100_000;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the server (default: half of the cores).")
  private int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "Calls that may wait for a thread (default: 64).")
  private int queue = 64;

  @Option(
      names = "--factor",
      paramLabel = "F",
      description = "What is offered, as a multiple of the peak (default: 3).")
  private double factor = 3;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each load lasts (default: 5).")
  private double seconds = 5;

  @Mixin private DirectoryOption data = new DirectoryOption();

  OverloadCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    require("factor", factor > 0 && factor <= 100, factor, "above 0, at most 100");
    require("seconds", seconds > 0 && seconds <= 600, seconds, "above 0, at most 600");
    Console console = context.console();
    Environment environment = new Environment(context.commit());
    List<Phase> phases;
    try (BenchData directory = data.open()) {
      phases =
          Overload.run(
              new Overload.Plan(directory.path(), rows, threads, queue, factor, seconds),
              console::note);
    }
    Map<String, @Nullable Object> fields = fields(environment, phases);
    if (console.format() == OutputFormat.TABLE) {
      print(console, phases);
      console.line("goodputOfPeak " + fields.get("goodputOfPeak"));
    } else {
      console.answer(fields);
    }
    return phases.stream().allMatch(phase -> phase.wrong() == 0) ? 0 : 1;
  }

  private static void require(String name, boolean ok, double value, String bounds) {
    if (!ok) {
      throw OmenException.invalid(name, "--" + name + " is " + value + ", must be " + bounds, null);
    }
  }

  private static void print(Console console, List<Phase> phases) {
    RowPrinter printer = console.rows(List.copyOf(result(phases.getFirst()).keySet()));
    phases.forEach(phase -> printer.print(new ArrayList<>(result(phase).values())));
    printer.end();
  }

  private Map<String, @Nullable Object> fields(Environment environment, List<Phase> phases) {
    double peak =
        phases.stream()
            .filter(phase -> phase.callers() > 0)
            .mapToDouble(Phase::goodputPerSecond)
            .max()
            .orElseThrow();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("environment", environment.fields());
    fields.put("rows", rows);
    fields.put("threads", threads);
    fields.put("queue", queue);
    fields.put("factor", factor);
    fields.put("goodputOfPeak", phases.getLast().goodputPerSecond() / peak);
    fields.put("results", phases.stream().map(OverloadCommand::result).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> result(Phase phase) {
    boolean refused = phase.refusedPerSecond() > 0;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("load", phase.load());
    fields.put("callers", phase.callers());
    fields.put("offeredPerSecond", phase.offeredPerSecond());
    fields.put("goodputPerSecond", phase.goodputPerSecond());
    fields.put("refusedPerSecond", phase.refusedPerSecond());
    fields.put("wrong", phase.wrong());
    fields.put("p50Nanos", phase.answeredNanos(50));
    fields.put("p99Nanos", phase.answeredNanos(99));
    fields.put("refusalP99Nanos", refused ? phase.refusedNanos(99) : null);
    fields.put("getP50Nanos", phase.getNanos(50));
    fields.put("getP99Nanos", phase.getNanos(99));
    fields.put("serverCpu", phase.serverCpu());
    fields.put("clientCpu", phase.clientCpu());
    return fields;
  }
}

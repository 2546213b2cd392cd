package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.report.FigureText;
import io.omendb.benchmarks.report.ServerRun;
import io.omendb.benchmarks.service.OmenService;
import io.omendb.benchmarks.service.PostgresService;
import io.omendb.benchmarks.service.ServiceOperation;
import io.omendb.benchmarks.service.ServicePlan;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.values.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the server beside PostgreSQL. */
@Command(
    name = "server",
    description = "The server beside PostgreSQL on the same rows; both are checked.",
    footer =
        "Starts a PostgreSQL of its own on a free port, and leaves it out where none is installed.")
final class ServerCommand implements Callable<Integer> {
  private static final double MAX_SECONDS = 3_600;
  private static final double SECONDS = 3;
  private static final List<String> SYSTEMS = List.of("omendb", PostgresService.SYSTEM);

  private static final List<String> COLUMNS =
      List.of(
          "system",
          "operation",
          "callers",
          "operationsPerSecond",
          "rowsPerSecond",
          "p50Nanos",
          "p99Nanos");

  private final CommandContext context;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Rows in the table, for instance 10M (default: 1M).")
  private int rows = 1_000_000;

  @Option(
      names = "--value-bytes",
      paramLabel = "B",
      description = "Length of a value (default: 100).")
  private int valueBytes = 100;

  @Option(
      names = "--peers",
      paramLabel = "NAMES",
      split = ",",
      description = "all (default), omendb or postgresql.")
  private List<String> peers = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      split = ",",
      description = "Only these operations, for instance get,put_sync.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "How long each operation is measured with each number of callers, after as long to warm"
              + " up (default: 3); pgbench takes whole seconds.")
  private double seconds = SECONDS;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where our data lie while they are measured (default: the directory for temporary files,"
              + " where PostgreSQL's lie always).")
  private @Nullable Path data;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Keep the results there, in server-ROWS-BYTES.json.")
  private @Nullable Path save;

  ServerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<ServiceOperation> operations = ServiceOperation.parse(only);
    List<String> systems = systems();
    requireBounds();
    Environment environment = new Environment(context.commit());
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (String system : systems) {
      results.addAll(measure(system, operations));
    }
    ServerRun run = new ServerRun(environment.fields(), rows, valueBytes, seconds, results);
    if (save != null) {
      run.toFile().write(run.file(save));
    }
    print(run);
    return 0;
  }

  private List<String> systems() {
    if (peers.isEmpty() || peers.equals(List.of("all"))) {
      if (PostgresService.isInstalled()) {
        return SYSTEMS;
      }
      context.console().note("postgresql is left out: not installed ('apt install postgresql')");
      return SYSTEMS.subList(0, 1);
    }
    for (String peer : peers) {
      if (!SYSTEMS.contains(peer)) {
        throw OmenException.invalid(
            "peers",
            "No system named '" + peer + "'",
            "take all, or some of " + String.join(", ", SYSTEMS));
      }
    }
    return peers;
  }

  private void requireBounds() {
    BenchData.requireValueBytes(valueBytes);
    int least = ServiceOperation.MULTI_GET.rows();
    if (rows < least) {
      throw OmenException.invalid(
          "rows", "--rows is " + rows + ", must be at least " + least + ", a multi_get's", null);
    }
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw OmenException.invalid(
          "seconds",
          "--seconds is " + seconds + ", must be greater than 0 and at most " + (int) MAX_SECONDS,
          null);
    }
  }

  private List<Map<String, @Nullable Object>> measure(
      String system, Set<ServiceOperation> operations) {
    Console console = context.console();
    try (BenchData directory = BenchData.in(data)) {
      ServicePlan plan =
          new ServicePlan(rows, valueBytes, operations, (long) (seconds * 1e9), directory.path());
      return system.equals(PostgresService.SYSTEM)
          ? PostgresService.run(plan, line -> console.note(system + ": " + line))
          : OmenService.run(plan, line -> console.note(system + ": " + line));
    }
  }

  private void print(ServerRun run) {
    Console console = context.console();
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(run.toFile().toFields()));
      return;
    }
    run.environment().forEach((name, value) -> console.note(name + ": " + value));
    RowPrinter printer = console.rows(COLUMNS);
    for (Map<String, @Nullable Object> result : run.sorted()) {
      List<@Nullable Object> cells = new ArrayList<>();
      COLUMNS.forEach(column -> cells.add(FigureText.rounded(result.get(column))));
      printer.print(cells);
    }
    printer.end();
  }
}

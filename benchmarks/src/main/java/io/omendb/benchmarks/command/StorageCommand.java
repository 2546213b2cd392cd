package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.peers.Operation;
import io.omendb.benchmarks.peers.PeerFork;
import io.omendb.benchmarks.peers.PeerPlan;
import io.omendb.benchmarks.peers.PeerSystem;
import io.omendb.benchmarks.report.FigureText;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.benchmarks.report.StorageRun;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.values.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the database beside the embedded stores that people use instead. */
@Command(
    name = "storage",
    description = "The database beside embedded stores and maps in memory; each one checked.",
    footer = "Ends with exit code 1 where a store loses a row.")
final class StorageCommand implements Callable<Integer> {
  private static final double MAX_SECONDS = 3_600;
  private static final double QUICK_SECONDS = 0.5;
  private static final double SECONDS = 3;

  /** The columns of the table; JSON has more. */
  private static final List<String> COLUMNS =
      List.of(
          "system",
          "operation",
          "nanosPerOperation",
          "operationsPerSecond",
          "p50Nanos",
          "p99Nanos",
          "p999Nanos",
          "diskBytesPerRow");

  private final CommandContext context;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Rows that each store is filled with, for instance 10M (default: 1M).")
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
      description =
          "all (default), or some of omendb, rocksdb, lmdb, sqlite, mvstore, mapdb, treemap,"
              + " skiplist, fastutil.")
  private List<String> peers = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      split = ",",
      description = "Only these operations, for instance get,multi_get.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each operation is timed (default: 3).")
  private @Nullable Double seconds;

  @Option(names = "--quick", description = "Half a second for each operation: rough figures.")
  private boolean quick;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the data lie while they are measured (default: the directory for temporary"
              + " files); a disk, if put_sync is to mean anything.")
  private @Nullable Path data;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description =
          "Keep the results there, a file per number of rows and length of a value, each system's"
              + " as soon as it is measured; a system that is there already is not measured again.")
  private @Nullable Path save;

  @Option(names = "--again", description = "With --save: measure what is there already too.")
  private boolean again;

  StorageCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<Operation> operations = Operation.parse(only);
    List<PeerSystem> systems = systems();
    long nanos = nanos();
    requireRows();
    BenchData.requireValueBytes(valueBytes);
    Environment environment = new Environment(context.commit());
    StorageRun run = saved(new StorageRun(environment.fields(), rows, valueBytes, List.of()));
    for (PeerSystem system : systems) {
      if (!again && run.systems().contains(system.text())) {
        context.console().note(system.text() + ": is in " + save + " already");
        continue;
      }
      List<Map<String, @Nullable Object>> results = measure(system, operations, nanos);
      run = run.with(environment.fields(), results);
      if (save != null) {
        run.toFile().write(run.file(save));
      }
    }
    print(run);
    return 0;
  }

  private List<PeerSystem> systems() {
    return peers.isEmpty() || peers.equals(List.of("all"))
        ? List.of(PeerSystem.values())
        : peers.stream().map(PeerSystem::parse).distinct().toList();
  }

  private long nanos() {
    double chosen = seconds != null ? seconds : quick ? QUICK_SECONDS : SECONDS;
    if (!(chosen > 0 && chosen <= MAX_SECONDS)) {
      throw OmenException.invalid(
          "seconds",
          "--seconds is " + chosen + ", must be greater than 0 and at most " + (int) MAX_SECONDS,
          null);
    }
    return (long) (chosen * 1e9);
  }

  private void requireRows() {
    int least = Operation.SCAN_1000.rows();
    if (rows < least) {
      throw OmenException.invalid(
          "rows", "--rows is " + rows + ", must be at least " + least + ", a scan's", null);
    }
  }

  /** The run as far as it is on disk. */
  private StorageRun saved(StorageRun run) {
    if (save == null || !Files.exists(run.file(save))) {
      return run;
    }
    StorageRun earlier = StorageRun.read(run.file(save));
    ResultFile.requireSame(
        run.file(save), earlier.environment(), run.environment(), List.of("cpu", "jdk"));
    return earlier;
  }

  private List<Map<String, @Nullable Object>> measure(
      PeerSystem system, Set<Operation> operations, long nanos) {
    Console console = context.console();
    try (BenchData directory = BenchData.in(data)) {
      List<Map<String, @Nullable Object>> results =
          PeerFork.run(
              new PeerPlan(system, rows, valueBytes, operations, nanos, directory.path()),
              line -> console.note(system.text() + ": " + line));
      results.forEach(result -> {
        result.put("seconds", nanos / 1e9);
        result.put("commit", context.commit());
        result.put("loadAtEnd", Environment.load());
      });
      return results;
    }
  }

  private void print(StorageRun run) {
    Console console = context.console();
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(run.toFile().toFields()));
      return;
    }
    run.environment().forEach((name, value) -> console.note(name + ": " + value));
    List<String> columns =
        console.format() == OutputFormat.TABLE
            ? COLUMNS
            : run.results().stream()
                .flatMap(result -> result.keySet().stream())
                .distinct()
                .toList();
    RowPrinter printer = console.rows(columns);
    for (Operation operation : Operation.values()) {
      for (String system : run.systems()) {
        Map<String, @Nullable Object> result =
            run.result(system, operation.text()).orElse(new LinkedHashMap<>());
        if (!result.isEmpty()) {
          List<@Nullable Object> cells = new ArrayList<>();
          columns.forEach(column -> cells.add(FigureText.rounded(result.get(column))));
          printer.print(cells);
        }
      }
    }
    printer.end();
  }
}

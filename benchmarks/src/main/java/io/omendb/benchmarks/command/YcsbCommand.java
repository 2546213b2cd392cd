package io.omendb.benchmarks.command;

import io.omendb.Durability;
import io.omendb.OmenException;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.benchmarks.report.YcsbPage;
import io.omendb.benchmarks.service.PostgresService;
import io.omendb.benchmarks.ycsb.Distribution;
import io.omendb.benchmarks.ycsb.Workload;
import io.omendb.benchmarks.ycsb.YcsbFork;
import io.omendb.benchmarks.ycsb.YcsbSystem;
import io.omendb.benchmarks.ycsb.YcsbTask;
import io.omendb.server.cli.CommandContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the core workloads of YCSB. */
@Command(
    name = "ycsb",
    description = "YCSB's workloads A to F on the database, its server and others; all checked.",
    footer = "Ends with exit code 1 where an answer is not what was written.")
final class YcsbCommand implements Callable<Integer> {
  private static final int MIN_VALUE_BYTES = 16;
  private static final int MAX_THREADS = 128;
  private static final double MAX_SECONDS = 3_600;
  private static final double QUICK_SECONDS = 0.5;
  private static final double SECONDS = 5;

  private static final List<String> COLUMNS =
      List.of(
          "workload",
          "system",
          "operation",
          "operationsPerSecond",
          "meanNanos",
          "p50Nanos",
          "p95Nanos",
          "p99Nanos",
          "p999Nanos");

  private final CommandContext context;

  @Option(
      names = "--workloads",
      paramLabel = "NAMES",
      split = ",",
      description =
          "all (default), or some of a, b, c, d, e, f; run in the order a, b, c, f, e, d.")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Rows that each system is loaded with, for instance 10M (default: 1M).")
  private int rows = 1_000_000;

  @Option(
      names = "--value-bytes",
      paramLabel = "B",
      description = "Length of a value (default: 1000, YCSB's ten fields of a hundred bytes).")
  private int valueBytes = 1_000;

  @Option(
      names = "--systems",
      paramLabel = "NAMES",
      split = ",",
      description =
          "all (default), or some of omendb, omendb_server, rocksdb, lmdb, sqlite, mvstore, mapdb,"
              + " postgresql.")
  private List<String> systems = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many clients ask at once (default: 1). With more than one, lmdb and sqlite are left"
              + " out.")
  private int threads = 1;

  @Option(
      names = "--durability",
      paramLabel = "NAME",
      description =
          "What a write means: async (default), acknowledged before it is on disk, or sync.")
  private String durability = "async";

  @Option(
      names = "--distribution",
      paramLabel = "NAME",
      description =
          "Which rows are asked for: zipfian, latest or uniform (default: each workload's own).")
  private @Nullable String distribution;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "How long each workload is measured, after half as long to warm up (default: 5).")
  private @Nullable Double seconds;

  @Option(names = "--quick", description = "Half a second for each workload: rough figures.")
  private boolean quick;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the data lie while they are measured (default: the directory for temporary files,"
              + " where PostgreSQL's lie always).")
  private @Nullable Path data;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description =
          "Keep the results there, in ycsb-ROWS-BYTES-THREADS-DURABILITY.json, each system's as soon"
              + " as it is measured; a system that is there already is not measured again.")
  private @Nullable Path save;

  @Option(names = "--again", description = "With --save: measure what is there already too.")
  private boolean again;

  YcsbCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<Workload> chosen = Workload.parse(workloads);
    List<YcsbSystem> measured = systems();
    Durability durable = durability();
    Distribution asked = distribution == null ? null : Distribution.parse(distribution);
    double time = seconds();
    requireBounds();
    Environment environment = new Environment(context.commit());
    ResultFile run = saved(new ResultFile(fields(environment), parameters(time), List.of()));
    context.console().note("a write is " + durability + ", clients: " + threads + ", closed loop");
    for (YcsbSystem system : measured) {
      if (!again && run.distinct("system").contains(system.text())) {
        context.console().note(system.text() + ": is in " + save + " already");
        continue;
      }
      List<Map<String, @Nullable Object>> results;
      try (BenchData directory = BenchData.in(data)) {
        YcsbTask task =
            new YcsbTask(
                system,
                "",
                chosen,
                asked,
                rows,
                valueBytes,
                threads,
                durable,
                (long) (time * 1e9),
                directory.path());
        results = YcsbFork.run(task, line -> context.console().note(system.text() + ": " + line));
      }
      results.forEach(result -> {
        result.put("commit", context.commit());
        result.put("loadAtEnd", Environment.load());
      });
      run = run.with(fields(environment), List.of("system"), results);
      if (save != null) {
        run.write(file(save));
      }
    }
    ResultTable.print(context.console(), run, COLUMNS, YcsbPage.sorted(run));
    return 0;
  }

  private static Map<String, @Nullable Object> fields(Environment environment) {
    return new LinkedHashMap<>(environment.fields());
  }

  private Map<String, @Nullable Object> parameters(double time) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", rows);
    parameters.put("valueBytes", valueBytes);
    parameters.put("threads", threads);
    parameters.put("durability", durability);
    parameters.put("seconds", time);
    return parameters;
  }

  private Path file(Path directory) {
    return directory.resolve(
        "ycsb-" + rows + "-" + valueBytes + "-" + threads + "-" + durability + ".json");
  }

  /** The run as far as it is on disk. */
  private ResultFile saved(ResultFile run) {
    if (save == null || !Files.exists(file(save))) {
      return run;
    }
    ResultFile earlier = YcsbPage.read(file(save));
    ResultFile.requireSame(
        file(save), earlier.environment(), run.environment(), List.of("cpu", "jdk"));
    ResultFile.requireSame(file(save), earlier.parameters(), run.parameters(), List.of("seconds"));
    return earlier;
  }

  /** Those that can be measured here; one that was named and cannot is an error. */
  private List<YcsbSystem> systems() {
    boolean all = systems.isEmpty() || systems.equals(List.of("all"));
    List<YcsbSystem> named =
        all
            ? Arrays.asList(YcsbSystem.values())
            : systems.stream().map(YcsbSystem::parse).distinct().toList();
    List<YcsbSystem> possible = new ArrayList<>();
    for (YcsbSystem system : named) {
      String reason = reasonAgainst(system);
      if (reason == null) {
        possible.add(system);
      } else if (all) {
        context.console().note(system.text() + " is left out: " + reason);
      } else {
        throw OmenException.invalid(
            "systems", system.text() + " cannot be measured: " + reason, "leave it out");
      }
    }
    return possible;
  }

  private @Nullable String reasonAgainst(YcsbSystem system) {
    if (threads > 1 && !system.allowsManyThreads()) {
      return "its adapter is for one thread, --threads is " + threads;
    }
    return system == YcsbSystem.POSTGRESQL && !PostgresService.isInstalled()
        ? "no PostgreSQL is installed ('apt install postgresql')"
        : null;
  }

  private Durability durability() {
    return switch (durability) {
      case "async" -> Durability.ASYNC;
      case "sync" -> Durability.SYNC;
      default ->
          throw OmenException.invalid(
              "durability", "No durability named '" + durability + "'", "take async or sync");
    };
  }

  private double seconds() {
    double chosen = seconds != null ? seconds : quick ? QUICK_SECONDS : SECONDS;
    if (!(chosen > 0 && chosen <= MAX_SECONDS)) {
      throw OmenException.invalid(
          "seconds",
          "--seconds is " + chosen + ", must be greater than 0 and at most " + (int) MAX_SECONDS,
          null);
    }
    return chosen;
  }

  private void requireBounds() {
    BenchData.requireValueBytes(valueBytes);
    if (valueBytes < MIN_VALUE_BYTES) {
      throw OmenException.invalid(
          "value-bytes",
          "--value-bytes is "
              + valueBytes
              + ", must be at least "
              + MIN_VALUE_BYTES
              + ": a value says which row and version it is",
          null);
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw OmenException.invalid(
          "threads", "--threads is " + threads + ", must be in 1.." + MAX_THREADS, null);
    }
  }
}

package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.database.ManyDatabases;
import io.omendb.benchmarks.database.ManyDatabases.Outcome;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures many databases in one process. */
@Command(
    name = "databases",
    description = "Many databases at once, each queried while it flushes and merges.",
    footer = "Runs in this process, for seconds. Ends with exit code 1 where an answer was wrong.")
final class DatabasesCommand implements Callable<Integer> {
  private static final int MAX_DATABASES = 64;

  private final CommandContext context;

  @Option(
      names = "--databases",
      paramLabel = "N",
      description = "How many databases (default: 12).")
  private int databases = 12;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Rows written to each (default: 20K).")
  private int rows = 20_000;

  @Option(
      names = "--value-bytes",
      paramLabel = "B",
      description = "Length of a value (default: 100).")
  private int valueBytes = 100;

  @Mixin private DirectoryOption data = new DirectoryOption();

  DatabasesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (databases < 1 || databases > MAX_DATABASES) {
      throw OmenException.invalid(
          "databases", "--databases is " + databases + ", must be in 1.." + MAX_DATABASES, null);
    }
    BenchData.requireValueBytes(valueBytes);
    Console console = context.console();
    Environment environment = new Environment(context.commit());
    Outcome outcome;
    try (BenchData directory = data.open()) {
      console.note(
          databases
              + " databases, "
              + rows
              + " rows each: writes, flushes, merges and gets at once");
      outcome =
          ManyDatabases.run(new ManyDatabases.Plan(directory.path(), databases, rows, valueBytes));
    }
    console.answer(fields(environment, outcome));
    return outcome.wrong() == 0 ? 0 : 1;
  }

  private Map<String, @Nullable Object> fields(Environment environment, Outcome outcome) {
    double seconds = outcome.totalNanos() / 1e9;
    long gets = outcome.gets().getTotalCount();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("environment", environment.fields());
    fields.put("databases", databases);
    fields.put("rows", rows);
    fields.put("valueBytes", valueBytes);
    fields.put("totalNanos", outcome.totalNanos());
    fields.put("writtenRowsPerSecond", (double) databases * rows / seconds);
    fields.put("getsPerSecond", gets / seconds);
    fields.put("gets", gets);
    fields.put("wrong", outcome.wrong());
    fields.put("segmentsWritten", outcome.segmentsWritten());
    fields.put("segments", outcome.segments());
    fields.put("p50Nanos", outcome.gets().getValueAtPercentile(50));
    fields.put("p99Nanos", outcome.gets().getValueAtPercentile(99));
    fields.put("p999Nanos", outcome.gets().getValueAtPercentile(99.9));
    fields.put("maxNanos", outcome.gets().getMaxValue());
    return fields;
  }
}

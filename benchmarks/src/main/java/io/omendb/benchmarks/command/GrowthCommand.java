package io.omendb.benchmarks.command;

import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.nearest.NearestSystem;
import io.omendb.benchmarks.peers.Operation;
import io.omendb.benchmarks.peers.PeerFork;
import io.omendb.benchmarks.peers.PeerPlan;
import io.omendb.benchmarks.peers.PeerSetup;
import io.omendb.benchmarks.peers.PeerSystem;
import io.omendb.benchmarks.report.GrowthPage;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.benchmarks.report.VectorResult;
import io.omendb.benchmarks.vectors.SearchFilter;
import io.omendb.benchmarks.vectors.VectorSource;
import io.omendb.server.cli.CommandContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what an operation costs and a row takes as the number of rows grows. */
@Command(
    name = "growth",
    description = "Cost of an operation and bytes of a row by number of rows, beside others.",
    footer = "Ends with exit code 1 where a store loses a row.")
final class GrowthCommand implements Callable<Integer> {
  private static final Set<Operation> OPERATIONS =
      EnumSet.of(
          Operation.BULK_LOAD,
          Operation.OPEN,
          Operation.GET,
          Operation.SCAN_1000,
          Operation.PUT_ASYNC,
          Operation.PUT_SYNC,
          Operation.RECOVER);

  private static final List<String> COLUMNS =
      List.of(
          "operation",
          "rows",
          "system",
          "nanosPerOperation",
          "p50Nanos",
          "p99Nanos",
          "diskBytesPerRow",
          "heapBytesPerRow",
          "nativeBytesPerRow",
          "mappedBytesPerRow");

  private static final double MAX_SECONDS = 3_600;
  private static final double QUICK_SECONDS = 0.3;
  private static final double SECONDS = 2;
  private static final int QUERIES = 100;
  private static final int K = 10;
  private static final double WANTED_RECALL = 0.95;

  /** About what a map needs beside key and value. */
  private static final long ENTRY_BYTES = 150;

  private final CommandContext context;

  @Option(
      names = "--rows",
      paramLabel = "N",
      split = ",",
      converter = CountConverter.class,
      description = "Numbers of rows (default: 10K,100K,1M,10M); 100M takes an hour or more.")
  private List<Integer> rows = new ArrayList<>();

  @Option(
      names = "--value-bytes",
      paramLabel = "B",
      description = "Length of a value (default: 100).")
  private int valueBytes = 100;

  @Option(
      names = "--systems",
      paramLabel = "NAMES",
      split = ",",
      description =
          "all (default), or some of omendb, rocksdb, lmdb, sqlite, mvstore, mapdb, treemap,"
              + " skiplist, fastutil.")
  private List<String> systems = new ArrayList<>();

  @Option(
      names = "--vector-rows",
      paramLabel = "N",
      description =
          "The most rows that nearest-rows searches of omendb are measured with (default: 1000000);"
              + " 0 for none.")
  private int vectorRows = 1_000_000;

  @Option(
      names = "--dim",
      paramLabel = "D",
      description = "Dimension of the vectors (default: 128).")
  private int dimension = 128;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each operation is timed (default: 2).")
  private @Nullable Double seconds;

  @Option(names = "--quick", description = "A third of a second for each: rough figures.")
  private boolean quick;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the data lie while they are measured (default: the directory for temporary"
              + " files).")
  private @Nullable Path data;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description =
          "Keep the results there, in growth-BYTES.json, each system's and size's as soon as it is"
              + " measured; what is there already is not measured again.")
  private @Nullable Path save;

  @Option(names = "--again", description = "With --save: measure what is there already too.")
  private boolean again;

  private final Environment environment;
  private ResultFile run = new ResultFile(Map.of(), Map.of(), List.of());

  GrowthCommand(CommandContext context) {
    this.context = context;
    this.environment = new Environment(context.commit());
  }

  @Override
  public Integer call() {
    List<PeerSystem> measured =
        systems.isEmpty() || systems.equals(List.of("all"))
            ? Arrays.asList(PeerSystem.values())
            : systems.stream().map(PeerSystem::parse).distinct().toList();
    List<Integer> sizes =
        rows.isEmpty()
            ? List.of(10_000, 100_000, 1_000_000, 10_000_000)
            : rows.stream().distinct().sorted().toList();
    double time = seconds();
    requireBounds(sizes);
    run = saved(time);
    for (int size : sizes) {
      for (PeerSystem system : measured) {
        measure(system, size, time);
      }
      if (size <= vectorRows && measured.contains(PeerSystem.OMENDB)) {
        for (String mode : List.of("exact", "fast")) {
          measureNearest(mode, size, time);
        }
      }
    }
    ResultTable.print(context.console(), run, COLUMNS, GrowthPage.sorted(run));
    return 0;
  }

  private void measure(PeerSystem system, int size, double time) {
    String name = system.text() + ", " + CountConverter.shortText(size) + " rows";
    PeerSetup setup = new PeerSetup(Path.of(""), size, valueBytes);
    long needed = setup.dataBytes() + size * ENTRY_BYTES;
    if (!system.isDurable() && needed > PeerFork.heapBytes(setup)) {
      context
          .console()
          .note(name + ": is left out, the map takes about " + (needed >> 20) + " MiB");
      return;
    }
    if (has(name, Map.of("system", system.text(), "rows", size, "operation", "get"))) {
      return;
    }
    try (BenchData directory = BenchData.in(data)) {
      PeerPlan plan =
          new PeerPlan(system, size, valueBytes, OPERATIONS, (long) (time * 1e9), directory.path());
      add(size, PeerFork.run(plan, line -> context.console().note(name + ": " + line)));
    }
  }

  /**
   * A search of random vectors in clusters; of the settings of {@code fast} the first that finds.
   */
  private void measureNearest(String mode, int size, double time) {
    String operation = "knn_" + mode;
    String name = "omendb " + operation + ", " + CountConverter.shortText(size) + " rows";
    if (has(name, Map.of("system", "omendb", "rows", size, "operation", operation))) {
      return;
    }
    VectorSweep.Settings settings =
        new VectorSweep.Settings(
            Metric.COSINE,
            K,
            List.of(SearchFilter.NONE),
            List.of(1),
            (long) (time * 1e9),
            data,
            null,
            false);
    VectorSource source = new VectorSource.Clustered(size, QUERIES, dimension, true);
    List<VectorResult> results =
        new VectorSweep(context, settings, source)
            .run(name, "", List.of(new VectorSweep.Subject(NearestSystem.OMENDB, mode)))
            .results();
    Map<String, @Nullable Object> found =
        results.stream()
            .map(VectorResult::fields)
            .filter(fields -> number(fields, "recall") >= WANTED_RECALL)
            .findFirst()
            .orElse(results.getLast().fields());
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", "omendb");
    fields.put("operation", operation);
    fields.put("nanosPerOperation", 1e9 / number(found, "queriesPerSecond"));
    fields.put("p50Nanos", found.get("p50Nanos"));
    fields.put("p99Nanos", found.get("p99Nanos"));
    fields.put("recall", found.get("recall"));
    fields.put("dimension", dimension);
    fields.put("diskBytesPerRow", found.get("totalBytesPerRow"));
    add(size, List.of(fields));
  }

  private static double number(Map<String, @Nullable Object> fields, String name) {
    return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  /** Whether results are there already; if so, a line says it. */
  private boolean has(String name, Map<String, ?> where) {
    boolean there = !again && run.result(where).isPresent();
    if (there) {
      context.console().note(name + ": is in " + save + " already");
    }
    return there;
  }

  private void add(int size, List<Map<String, @Nullable Object>> results) {
    List<Map<String, @Nullable Object>> named = new ArrayList<>();
    for (Map<String, @Nullable Object> result : results) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(result);
      fields.put("rows", size);
      fields.put("commit", context.commit());
      fields.put("loadAtEnd", Environment.load());
      named.add(fields);
    }
    run =
        run.with(
            new LinkedHashMap<>(environment.fields()),
            List.of("system", "rows", "operation"),
            named);
    if (save != null) {
      run.write(file(save));
    }
  }

  private Path file(Path directory) {
    return directory.resolve("growth-" + valueBytes + ".json");
  }

  /** The run as far as it is on disk. */
  private ResultFile saved(double time) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("valueBytes", valueBytes);
    parameters.put("seconds", time);
    ResultFile fresh =
        new ResultFile(new LinkedHashMap<>(environment.fields()), parameters, List.of());
    if (save == null || !Files.exists(file(save))) {
      return fresh;
    }
    ResultFile earlier = GrowthPage.read(file(save));
    ResultFile.requireSame(
        file(save), earlier.environment(), fresh.environment(), List.of("cpu", "jdk"));
    ResultFile.requireSame(file(save), earlier.parameters(), parameters, List.of("seconds"));
    return earlier;
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

  private void requireBounds(List<Integer> sizes) {
    BenchData.requireValueBytes(valueBytes);
    int least = Operation.SCAN_1000.rows();
    for (int size : sizes) {
      if (size < least) {
        throw OmenException.invalid(
            "rows", "--rows has " + size + ", must be at least " + least + ", a scan's", null);
      }
    }
    if (vectorRows < 0) {
      throw OmenException.invalid(
          "vector-rows", "--vector-rows is " + vectorRows + ", must not be negative", null);
    }
  }
}

package io.omendb.benchmarks.command;

import io.omendb.Limits;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.kernels.KernelFork;
import io.omendb.benchmarks.kernels.KernelTask;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures float32 kernels beside those of Lucene and JVector, and beside a plain read. */
@Command(
    name = "kernels",
    description = "Float32 kernels beside Lucene's, JVector's and a plain read; each one checked.",
    footer = {
      "GB are 1e9 bytes; seconds are processor time of the one thread.",
      "Ends with exit code 1 where a kernel computes something else."
    })
final class KernelsCommand implements Callable<Integer> {
  private static final int MAX_MEBIBYTES = 16_384;
  private static final int MAX_ROUNDS = 1_001;

  /** The columns of the table; JSON has more. */
  private static final List<String> COLUMNS =
      List.of(
          "metric",
          "dimension",
          "system",
          "kernel",
          "gigabytesPerCpuSecond",
          "spread",
          "ofRead",
          "implementation");

  private final CommandContext context;

  @Option(
      names = "--dim",
      paramLabel = "D",
      split = ",",
      description = "Dimensions of the rows (default: 128,384,768,1536).")
  private List<Integer> dimensions = new ArrayList<>();

  @Option(
      names = "--metric",
      paramLabel = "NAMES",
      split = ",",
      description = "Some of dot, l2 and cosine (default: dot).")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--mebibytes",
      paramLabel = "N",
      description = "Bytes of all rows, in MiB; far more than the caches (default: 512).")
  private int mebibytes = 512;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Passes of each kernel over the rows, by turns (default: 15).")
  private int rounds = 15;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Keep the results there, in kernels.json, in place of what it held.")
  private @Nullable Path save;

  KernelsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Integer> chosen = dimensions.isEmpty() ? List.of(128, 384, 768, 1_536) : dimensions;
    List<Metric> compared =
        metrics.isEmpty()
            ? List.of(Metric.DOT)
            : metrics.stream().map(Metric::parse).distinct().toList();
    requireBounds(chosen);
    Console console = context.console();
    Environment environment = new Environment(context.commit());
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Metric metric : compared) {
      for (int dimension : chosen) {
        results.addAll(measure(metric, dimension));
      }
    }
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("mebibytes", mebibytes);
    about.put("rounds", rounds);
    about.put("command", command(compared, chosen));
    ResultFile file = new ResultFile(environment.fields(), about, results);
    if (save != null) {
      file.write(save.resolve("kernels.json"));
    }
    ResultTable.print(console, file, COLUMNS, file.results());
    return 0;
  }

  private List<Map<String, @Nullable Object>> measure(Metric metric, int dimension) {
    String name = metric.text() + ", " + dimension + " dimensions: ";
    try (BenchData data = directory.open()) {
      return KernelFork.run(
          new KernelTask(metric, dimension, (long) mebibytes << 20, rounds, data.path()),
          line -> context.console().note(name + line));
    }
  }

  private void requireBounds(List<Integer> chosen) {
    for (int dimension : chosen) {
      requireBounds("dim", dimension, Limits.MAX_DIMENSION);
    }
    requireBounds("mebibytes", mebibytes, MAX_MEBIBYTES);
    requireBounds("rounds", rounds, MAX_ROUNDS);
  }

  private static void requireBounds(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw OmenException.invalid(
          option, "--" + option + " is " + value + ", must be in 1.." + most, null);
    }
  }

  /** The command that measures all of it again. */
  private String command(List<Metric> compared, List<Integer> chosen) {
    return "bin/omen bench kernels --dim %s --metric %s --mebibytes %d --rounds %d"
        .formatted(
            chosen.stream().map(String::valueOf).collect(Collectors.joining(",")),
            compared.stream().map(Metric::text).collect(Collectors.joining(",")),
            mebibytes,
            rounds);
  }
}

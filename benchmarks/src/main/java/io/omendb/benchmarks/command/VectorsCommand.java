package io.omendb.benchmarks.command;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.nearest.NearestSystem;
import io.omendb.benchmarks.report.FigureText;
import io.omendb.benchmarks.report.VectorResult;
import io.omendb.benchmarks.report.VectorRun;
import io.omendb.benchmarks.vectors.SearchFilter;
import io.omendb.benchmarks.vectors.VectorSource;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.values.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures vector search beside the Java libraries that people use instead. */
@Command(
    name = "vectors",
    description = "Vector search beside Lucene and JVector: recall, speed, size; each one checked.",
    footer = "Ends with exit code 1 where a search returns a row that it must not.")
final class VectorsCommand implements Callable<Integer> {
  private static final double MAX_SECONDS = 3_600;
  private static final double QUICK_SECONDS = 0.5;
  private static final double SECONDS = 3;
  private static final int MAX_BATCH = 10_000;

  /** The columns of the table; JSON has more. */
  private static final List<String> COLUMNS =
      List.of(
          "system",
          "mode",
          "setting",
          "filterFraction",
          "whereFraction",
          "batch",
          "recall",
          "queriesPerSecond",
          "cpuMicrosPerQuery",
          "bytesPerRow",
          "buildNanos",
          "certified");

  private final CommandContext context;

  @Mixin private VectorOptions vectors = new VectorOptions();

  @Option(
      names = {"-k", "--k"},
      paramLabel = "K",
      description = "How many rows a search asks for (default: 10).")
  private int k = 10;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "cosine, dot or l2 (default: what an .hdf5 file says, otherwise cosine).")
  private @Nullable String metric;

  @Option(
      names = "--system",
      paramLabel = "NAMES",
      split = ",",
      description = "all (default), or some of omendb, lucene, jvector.")
  private List<String> systems = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "NAMES",
      split = ",",
      description =
          "all (default), or some of a system's modes: scan, exact, fast, graph of omendb, hnsw,"
              + " hnsw_1bit of lucene, graph, graph_pq of jvector. A system of which none is named"
              + " runs all of its own.")
  private List<String> modes = new ArrayList<>();

  @Option(
      names = "--filter-fraction",
      paramLabel = "F",
      split = ",",
      description =
          "Search a range of keys with this fraction of the rows, another range for each query;"
              + " several are searched one after the other, for instance 1,0.1,0.01 (default: 1;"
              + " with --where-fraction none).")
  private List<Double> fractions = new ArrayList<>();

  @Option(
      names = "--where-fraction",
      paramLabel = "F",
      split = ",",
      description =
          "Search the rows with one value in a string column, this fraction of them, another value"
              + " for each query; several are searched one after the other, for instance 0.05,0.01.")
  private List<Double> whereFractions = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description = "Queries in one call, for instance 1,16,500 (default: 1).")
  private List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each setting is timed (default: 3).")
  private @Nullable Double seconds;

  @Option(names = "--quick", description = "Half a second for each setting: rough figures.")
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
          "Keep the results there, a file per data, metric and k, each mode's as soon as it is"
              + " measured; what is there already is not measured again.")
  private @Nullable Path save;

  @Option(names = "--again", description = "With --save: measure what is there already too.")
  private boolean again;

  VectorsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    VectorSource source = vectors.source();
    VectorSweep.Settings settings = settings();
    List<VectorSweep.Subject> subjects = subjects();
    VectorSweep sweep = new VectorSweep(context, settings, source);
    print(sweep.run(vectors.name(source), command(settings), subjects));
    return 0;
  }

  /** The command that measures all of it again, without what only says where things lie. */
  private String command(VectorSweep.Settings settings) {
    List<String> words = new ArrayList<>(List.of("bin/omen", "bench", "vectors"));
    words.addAll(vectors.words());
    words.addAll(List.of("-k", Integer.toString(k), "--metric", settings.metric().text()));
    if (!settings.filters().equals(List.of(SearchFilter.NONE))) {
      addFractions(words, "--filter-fraction", settings, SearchFilter.Kind.KEYS);
      addFractions(words, "--where-fraction", settings, SearchFilter.Kind.WHERE);
    }
    if (!settings.batches().equals(List.of(1))) {
      words.add("--batch");
      words.add(joined(settings.batches()));
    }
    if (quick) {
      words.add("--quick");
    }
    return String.join(" ", words);
  }

  private static void addFractions(
      List<String> words, String option, VectorSweep.Settings settings, SearchFilter.Kind kind) {
    List<Double> named =
        settings.filters().stream()
            .filter(filter -> filter.kind() == kind)
            .map(SearchFilter::fraction)
            .toList();
    if (!named.isEmpty()) {
      words.add(option);
      words.add(joined(named));
    }
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private VectorSweep.Settings settings() {
    if (k < 1 || k > Limits.MAX_K) {
      throw OmenException.invalid("k", "-k is " + k + ", must be in 1.." + Limits.MAX_K, null);
    }
    for (int batch : batches) {
      if (batch < 1 || batch > MAX_BATCH) {
        throw OmenException.invalid(
            "batch", "--batch is " + batch + ", must be in 1.." + MAX_BATCH, null);
      }
    }
    double chosen = seconds != null ? seconds : quick ? QUICK_SECONDS : SECONDS;
    if (!(chosen > 0 && chosen <= MAX_SECONDS)) {
      throw OmenException.invalid(
          "seconds",
          "--seconds is " + chosen + ", must be greater than 0 and at most " + (int) MAX_SECONDS,
          null);
    }
    return new VectorSweep.Settings(
        metric != null ? Metric.parse(metric) : vectors.metric().orElse(Metric.COSINE),
        k,
        filters(),
        batches.isEmpty() ? List.of(1) : batches.stream().distinct().toList(),
        (long) (chosen * 1e9),
        data,
        save,
        again);
  }

  /** Without an option all rows, once. */
  private List<SearchFilter> filters() {
    List<SearchFilter> filters = new ArrayList<>();
    for (double fraction : fractions) {
      if (!(fraction > 0 && fraction <= 1)) {
        throw OmenException.invalid(
            "filter-fraction",
            "--filter-fraction is " + fraction + ", must be greater than 0 and at most 1",
            null);
      }
      filters.add(SearchFilter.keys(fraction));
    }
    for (double fraction : whereFractions) {
      if (!(fraction > 0 && fraction < 1)) {
        throw OmenException.invalid(
            "where-fraction",
            "--where-fraction is " + fraction + ", must be greater than 0 and less than 1",
            null);
      }
      filters.add(SearchFilter.where(fraction));
    }
    return filters.isEmpty() ? List.of(SearchFilter.NONE) : filters.stream().distinct().toList();
  }

  /** What to measure; a mode that was named and is not in this build is an error. */
  private List<VectorSweep.Subject> subjects() {
    List<NearestSystem> chosen =
        systems.isEmpty() || systems.equals(List.of("all"))
            ? List.of(NearestSystem.values())
            : systems.stream().map(NearestSystem::parse).distinct().toList();
    boolean allModes = modes.isEmpty() || modes.equals(List.of("all"));
    if (!allModes) {
      requireKnown(chosen);
    }
    List<VectorSweep.Subject> subjects = new ArrayList<>();
    for (NearestSystem system : chosen) {
      List<String> named = system.modes().stream().filter(modes::contains).toList();
      for (String mode : named.isEmpty() ? system.modes() : named) {
        if (system.has(mode)) {
          subjects.add(new VectorSweep.Subject(system, mode));
        } else if (named.isEmpty()) {
          context.console().note(system.text() + " " + mode + ": not in this build, left out");
        } else {
          throw new OmenException(
              ErrorCode.UNSUPPORTED,
              "This build of " + system.text() + " has no mode '" + mode + "'",
              "mode",
              "take one of "
                  + String.join(", ", system.modes().stream().filter(system::has).toList()),
              null);
        }
      }
    }
    return subjects;
  }

  private void requireKnown(List<NearestSystem> chosen) {
    List<String> known =
        chosen.stream().flatMap(system -> system.modes().stream()).distinct().toList();
    for (String mode : modes) {
      if (!known.contains(mode)) {
        throw OmenException.invalid(
            "mode",
            "No mode named '" + mode + "' in these systems",
            "take all, or some of " + String.join(", ", known));
      }
    }
  }

  private void print(VectorRun run) {
    Console console = context.console();
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(run.toFile().toFields()));
      return;
    }
    run.environment().forEach((name, value) -> console.note(name + ": " + value));
    run.data().forEach((name, value) -> console.note(name + ": " + value));
    List<String> columns =
        console.format() == OutputFormat.TABLE
            ? COLUMNS
            : run.results().stream()
                .flatMap(result -> result.fields().keySet().stream())
                .distinct()
                .toList();
    RowPrinter printer = console.rows(columns);
    for (VectorResult result : run.results()) {
      List<@Nullable Object> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(FigureText.rounded(result.fields().get(column))));
      printer.print(cells);
    }
    printer.end();
  }
}

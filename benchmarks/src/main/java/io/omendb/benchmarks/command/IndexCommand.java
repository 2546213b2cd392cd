package io.omendb.benchmarks.command;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.benchmarks.index.IndexBatchBenchmark;
import io.omendb.benchmarks.index.SearchSystem;
import io.omendb.benchmarks.keys.KeySource;
import io.omendb.benchmarks.report.IndexResult;
import io.omendb.benchmarks.report.IndexRun;
import io.omendb.benchmarks.report.LookupPlot;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.values.JsonWriter;
import io.omendb.spi.EngineRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures index engines and their peers over the same keys. */
@Command(
    name = "index",
    description = "Index engines and in-memory maps: lookups, training, errors; each one checked.",
    footer = "Ends with exit code 1 where an engine lost a key.")
final class IndexCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private KeyOptions keyOptions = new KeyOptions();

  @Option(
      names = "--engine",
      paramLabel = "NAMES",
      split = ",",
      description = "Engines, and peers treemap, skiplist, binary_search, fastutil (default: all).")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      description = "Only the benchmarks whose names match, for instance hit,batch.")
  private @Nullable String only;

  @Option(
      names = "--batch",
      paramLabel = "KEYS",
      description = "Keys of one batched lookup, for instance 32 or 100 (default: 1024).")
  private int batch = 1_024;

  @Mixin private EffortOptions effort = new EffortOptions();

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description =
          "Keep the results there, a file per key set, each system's as soon as it is measured;"
              + " a system that is there already is not measured again.")
  private @Nullable Path directory;

  @Option(names = "--again", description = "With --save: measure what is there already too.")
  private boolean again;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw the lookups of one data set or key file into this SVG file.")
  private @Nullable Path plot;

  IndexCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<KeySource> sources = keyOptions.sources(List.of("uniform"));
    List<String> systems = systems();
    requireOneDataSet(sources);
    requireBatch();
    IndexSweep sweep =
        new IndexSweep(
            context,
            new IndexSweep.Settings(
                only == null ? ".*" : only, batch, effort.effort(), directory, again));
    List<IndexRun> runs = sources.stream().map(source -> sweep.run(source, systems)).toList();
    print(runs);
    if (plot != null) {
      LookupPlot.of(runs).write(plot);
    }
    requireRight(runs);
    return 0;
  }

  private List<String> systems() {
    if (engines.isEmpty() || engines.equals(List.of("all"))) {
      return SearchSystem.all();
    }
    for (String name : engines) {
      if (!SearchSystem.PEERS.contains(name)) {
        EngineRegistry.get().index().select(name); // fails where there is none
      }
    }
    return List.copyOf(new LinkedHashSet<>(engines));
  }

  private void requireOneDataSet(List<KeySource> sources) {
    long dataSets =
        sources.stream().map(source -> source.text().replaceFirst(":\\d+$", "")).distinct().count();
    if (plot != null && dataSets > 1) {
      throw OmenException.invalid(
          "plot",
          "--plot draws one data set, these are " + dataSets,
          "keep the results with --save and draw them with 'omen bench render'");
    }
  }

  private void requireBatch() {
    if (batch < 1 || IndexBatchBenchmark.PASS % batch != 0) {
      throw OmenException.invalid(
          "batch",
          "--batch is " + batch + "; " + IndexBatchBenchmark.PASS + " must be a multiple of it",
          "take for instance 32, 100 or 1024");
    }
  }

  private void print(List<IndexRun> runs) {
    if (context.console().format() != OutputFormat.JSON) {
      runs.forEach(run -> IndexTable.print(context.console(), run));
      return;
    }
    Map<String, @Nullable Object> whole = runs.getLast().toFile().toFields();
    if (runs.size() > 1) {
      whole.keySet().retainAll(List.of("environment"));
      whole.put("runs", runs.stream().map(IndexCommand::withoutEnvironment).toList());
    }
    context.console().line(JsonWriter.write(whole));
  }

  private static Map<String, @Nullable Object> withoutEnvironment(IndexRun run) {
    Map<String, @Nullable Object> fields = run.toFile().toFields();
    fields.remove("environment");
    return fields;
  }

  private static void requireRight(List<IndexRun> runs) {
    List<String> wrong = new ArrayList<>();
    for (IndexRun run : runs) {
      for (IndexResult result : run.results()) {
        if (result.figure("found").orElse(1) != 1
            || result.figure("lowerBoundsRight").orElse(1) != 1) {
          wrong.add(
              result.name()
                  + " over "
                  + run.name()
                  + " (found "
                  + result.fields().get("found")
                  + ", lowerBoundsRight "
                  + result.fields().get("lowerBoundsRight")
                  + ")");
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new OmenException(
          ErrorCode.INTERNAL,
          "Keys were lost or misplaced by " + String.join(", ", wrong),
          "use another engine with --set index.engine=..., and please report it");
    }
  }
}

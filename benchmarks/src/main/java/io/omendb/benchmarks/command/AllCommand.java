package io.omendb.benchmarks.command;

import io.omendb.benchmarks.report.ReportPlaces;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.VectorModule;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.values.JsonWriter;
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

/** Runs every suite and makes the pages anew. */
@Command(
    name = "all",
    description = "Every suite, one after the other, then all pages and plots anew.",
    footer = {
      "A suite that fails is reported and the others still run; exit code 1 then.",
      "Hours; with --quick about ten minutes on two cores."
    })
final class AllCommand implements Callable<Integer> {
  private static final Path DOCS = Path.of("docs/benchmarks");

  private final CommandContext context;
  private final List<BenchSuite> suites;

  @Mixin private EffortOptions effort = new EffortOptions();

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      split = ",",
      description =
          "Only these suites: index, storage-engines, compute, database, storage, vectors, kernels,"
              + " server, ycsb, growth, pairings.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description =
          "Where results, pages and plots go (default: docs/benchmarks; with --smoke nowhere).")
  private @Nullable Path save;

  AllCommand(CommandContext context) {
    this(context, BenchSuite.all());
  }

  AllCommand(CommandContext context, List<BenchSuite> suites) {
    this.context = context;
    this.suites = suites;
  }

  @Override
  public Integer call() {
    List<BenchSuite> selected = BenchSuite.select(suites, only);
    VectorModule.load(); // For what runs in this process.
    if (save != null) {
      return run(selected, save);
    }
    if (effort.effort() != Effort.SMOKE) {
      return run(selected, DOCS);
    }
    try (BenchData nowhere = BenchData.in(null)) {
      return run(selected, nowhere.path());
    }
  }

  private int run(List<BenchSuite> selected, Path directory) {
    Path results = directory.resolve("results");
    Environment environment = new Environment(context.commit());
    ProgressNotes notes = new ProgressNotes(context.console());
    SuiteRun suiteRun = new SuiteRun(context, notes);
    List<SuiteRun.Outcome> outcomes = new ArrayList<>();
    for (BenchSuite suite : selected) {
      notes.begin(
          outcomes.size() + 1,
          selected.size(),
          suite.name(),
          String.join(" ", suite.command(effort.effort())));
      try (BenchData scratch = BenchData.in(null)) {
        outcomes.add(suiteRun.run(suite, effort.effort(), scratch.path(), results));
      }
      notes.end(outcomes.getLast());
    }
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    whole.put("environment", environment.fields());
    whole.put("results", outcomes.stream().map(SuiteRun.Outcome::fields).toList());
    if (outcomes.stream().anyMatch(outcome -> outcome.error() == null)) {
      whole.put(
          "pages",
          RenderCommand.render(
                  new ReportPlaces(
                      results, directory.resolve("learned-index.md"), directory.resolve("plots")))
              .get("pages"));
    }
    print(whole, outcomes);
    return outcomes.stream().allMatch(outcome -> outcome.error() == null) ? 0 : 1;
  }

  private void print(Map<String, @Nullable Object> whole, List<SuiteRun.Outcome> outcomes) {
    Console console = context.console();
    if (console.format() == OutputFormat.JSON) {
      console.line(JsonWriter.write(whole));
      return;
    }
    FieldTable.print(console, outcomes.stream().map(SuiteRun.Outcome::fields).toList());
    if (console.format() == OutputFormat.TABLE && whole.get("pages") instanceof List<?> pages) {
      console.line("");
      console.line("written: " + String.join(", ", pages.stream().map(String::valueOf).toList()));
    }
  }
}

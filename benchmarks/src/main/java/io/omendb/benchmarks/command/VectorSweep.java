package io.omendb.benchmarks.command;

import io.omendb.ErrorCode;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.nearest.NearestFork;
import io.omendb.benchmarks.nearest.NearestSystem;
import io.omendb.benchmarks.nearest.NearestTask;
import io.omendb.benchmarks.nearest.TruthFile;
import io.omendb.benchmarks.report.ResultFile;
import io.omendb.benchmarks.report.VectorResult;
import io.omendb.benchmarks.report.VectorRun;
import io.omendb.benchmarks.vectors.BruteForce;
import io.omendb.benchmarks.vectors.SearchFilter;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.VectorSource;
import io.omendb.server.cli.CommandContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the truth about the vectors, then has each system and mode measured by its own process. */
final class VectorSweep {
  /**
   * How to measure.
   *
   * @param filters of the searches, one after the other
   * @param batches queries of one call
   * @param nanos how long each setting is timed
   * @param data where the data lie meanwhile; null for the directory of temporary files
   * @param save where results are kept; null for nowhere
   * @param again whether what is there already is measured too
   */
  record Settings(
      Metric metric,
      int k,
      List<SearchFilter> filters,
      List<Integer> batches,
      long nanos,
      @Nullable Path data,
      @Nullable Path save,
      boolean again) {}

  /** What one process measures. */
  record Subject(NearestSystem system, String mode) {
    String name() {
      return system.text() + " " + mode;
    }
  }

  private final CommandContext context;
  private final Settings settings;
  private final VectorSource source;
  private final VectorSet base;
  private final VectorSet queries;
  private final Map<SearchFilter, double[]> truth = new HashMap<>();

  /**
   * Reads the vectors.
   *
   * @throws OmenException where a file does not hold vectors, or queries do not fit the rows
   */
  VectorSweep(CommandContext context, Settings settings, VectorSource source) {
    this.context = context;
    this.settings = settings;
    this.source = source;
    base = source.base();
    queries = source.queries();
    if (base.dimension() != queries.dimension()) {
      throw OmenException.invalid(
          "queries",
          "The queries have dimension "
              + queries.dimension()
              + ", the rows have "
              + base.dimension(),
          "take queries made as the rows were");
    }
  }

  /**
   * Measures the subjects, those left out that are on disk already.
   *
   * @param name what the data is called
   * @param command what repeats the measurement
   */
  VectorRun run(String name, String command, List<Subject> subjects) {
    Environment environment = new Environment(context.commit());
    VectorRun run = saved(new VectorRun(fields(environment), data(name, command), List.of()));
    for (Subject subject : subjects) {
      List<Integer> batches =
          settings.batches().stream()
              .filter(batch -> batch <= subject.system().maxBatch(subject.mode()))
              .toList();
      if (batches.size() < settings.batches().size()) {
        note(subject, "takes one query a call, other batches are left out");
      }
      VectorRun before = run;
      List<SearchFilter> filters =
          settings.filters().stream()
              .filter(filter -> settings.again() || !has(before, subject, filter, batches))
              .toList();
      if (filters.isEmpty()) {
        note(subject, "is in " + settings.save() + " already");
      } else if (!batches.isEmpty()) {
        run = run.with(fields(environment), measure(subject, filters, batches));
        if (settings.save() != null) {
          run.toFile().write(run.file(settings.save()));
        }
      }
    }
    if (run.results().isEmpty()) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED,
          "None of these systems has a search of several queries in one call",
          "batch",
          "leave out --batch",
          null);
    }
    return run;
  }

  private static boolean has(
      VectorRun run, Subject subject, SearchFilter filter, List<Integer> batches) {
    return batches.stream()
        .noneMatch(batch -> run.results(subject.name(), filter, batch).isEmpty());
  }

  private List<VectorResult> measure(
      Subject subject, List<SearchFilter> filters, List<Integer> batches) {
    try (BenchData directory = BenchData.in(settings.data())) {
      for (SearchFilter filter : filters) {
        TruthFile.write(directory.path(), filter, kthBest(filter));
      }
      NearestTask task =
          new NearestTask(
              subject.system(),
              subject.mode(),
              source,
              settings.metric(),
              settings.k(),
              filters,
              batches,
              settings.nanos(),
              directory.path());
      return NearestFork.run(task, base.rows().byteSize(), line -> note(subject, line)).stream()
          .map(this::result)
          .toList();
    }
  }

  private VectorResult result(Map<String, @Nullable Object> measured) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(measured);
    fields.put("commit", context.commit());
    fields.put("loadAtEnd", Environment.load());
    return new VectorResult(fields);
  }

  /** The true k-th best scores, found once for each filter. */
  private double[] kthBest(SearchFilter filter) {
    return truth.computeIfAbsent(
        filter,
        each -> {
          context.console().note("brute force in double precision over these rows: " + each.text());
          return new BruteForce(
                  settings.metric(), base, queries, settings.k(), each.rows(base.count()))
              .kthBest();
        });
  }

  private void note(Subject subject, String line) {
    context.console().note(subject.name() + ": " + line);
  }

  private static Map<String, @Nullable Object> fields(Environment environment) {
    return new LinkedHashMap<>(environment.fields());
  }

  private Map<String, @Nullable Object> data(String name, String command) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("rows", base.count());
    fields.put("dimension", base.dimension());
    fields.put("queries", queries.count());
    fields.put("metric", settings.metric().text());
    fields.put("k", settings.k());
    fields.put("baseSha256", base.sha256());
    fields.put("queriesSha256", queries.sha256());
    fields.put("command", command);
    return fields;
  }

  /** The run as far as it is on disk. */
  private VectorRun saved(VectorRun run) {
    if (settings.save() == null || !Files.exists(run.file(settings.save()))) {
      return run;
    }
    Path file = run.file(settings.save());
    VectorRun earlier = VectorRun.read(file);
    ResultFile.requireSame(file, earlier.environment(), run.environment(), List.of("cpu", "jdk"));
    ResultFile.requireSame(
        file, earlier.data(), run.data(), List.of("baseSha256", "queriesSha256"));
    return new VectorRun(earlier.environment(), run.data(), earlier.results());
  }
}

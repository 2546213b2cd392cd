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
   * @param fractions of the rows that a search may return
   * @param batches queries of one call
   * @param nanos how long each setting is timed
   * @param data where the data lie meanwhile; null for the directory of temporary files
   * @param save where results are kept; null for nowhere
   * @param again whether what is there already is measured too
   */
  record Settings(
      Metric metric,
      int k,
      List<Double> fractions,
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
  private final Map<Double, double[]> truth = new HashMap<>();

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
      List<Double> fractions =
          settings.fractions().stream()
              .filter(fraction -> settings.again() || !has(before, subject, fraction, batches))
              .toList();
      if (fractions.isEmpty()) {
        note(subject, "is in " + settings.save() + " already");
      } else if (!batches.isEmpty()) {
        run = run.with(fields(environment), measure(subject, fractions, batches));
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
      VectorRun run, Subject subject, double fraction, List<Integer> batches) {
    return batches.stream()
        .noneMatch(batch -> run.results(subject.name(), fraction, batch).isEmpty());
  }

  private List<VectorResult> measure(
      Subject subject, List<Double> fractions, List<Integer> batches) {
    try (BenchData directory = BenchData.in(settings.data())) {
      for (double fraction : fractions) {
        TruthFile.write(directory.path(), fraction, kthBest(fraction));
      }
      NearestTask task =
          new NearestTask(
              subject.system(),
              subject.mode(),
              source,
              settings.metric(),
              settings.k(),
              fractions,
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

  /** The true k-th best scores, found once for each fraction. */
  private double[] kthBest(double fraction) {
    return truth.computeIfAbsent(
        fraction,
        each -> {
          context.console().note("brute force in double precision over " + each + " of the rows");
          return new BruteForce(settings.metric(), base, queries, settings.k(), each).kthBest();
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

package io.omendb.benchmarks.command;

import io.omendb.benchmarks.index.SearchCheck;
import io.omendb.benchmarks.keys.KeySet;
import io.omendb.benchmarks.keys.KeySource;
import io.omendb.benchmarks.keys.KeySource.Generated;
import io.omendb.benchmarks.report.IndexResult;
import io.omendb.benchmarks.report.IndexRun;
import io.omendb.server.cli.CommandContext;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks and measures systems over key sets, one after the other, and keeps what is done. */
final class IndexSweep {
  private static final String PACKAGE = "io\\.omendb\\.benchmarks\\.index\\.";

  /** Loading a stored index is not reported here. */
  private static final String REPORTED = "Index(Lookup|Batch|Build)Benchmark\\.";

  /**
   * What to measure.
   *
   * @param only regular expressions on the benchmarks' names, separated by commas
   * @param batch keys of one batched lookup
   * @param effort how long each is measured
   * @param directory where results are kept; null for nowhere
   * @param again whether to measure what is kept there already
   */
  record Settings(String only, int batch, Effort effort, @Nullable Path directory, boolean again) {}

  private final CommandContext context;
  private final Settings settings;
  private final OutputStream log;

  IndexSweep(CommandContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.log = new NoteStream(context.console().err());
  }

  /** Measures systems over a key set. */
  IndexRun run(KeySource source, List<String> systems) {
    note("loading the keys of " + source.text());
    KeySet keys = source.load();
    keys.notes().forEach(this::note);
    Environment environment = new Environment(context.commit());
    SavedRuns saved = new SavedRuns(settings.directory(), settings.again());
    IndexRun run =
        saved.find(new IndexRun(environment.fields(), keyFields(source, keys), List.of()), systems);
    try (ForkKeys forkKeys = ForkKeys.of(source, keys)) {
      for (int i = 0; i < systems.size(); i++) {
        String system = systems.get(i);
        String place = place(keys, i, systems);
        Optional<String> against = ForkHeap.reasonAgainst(system, keys.count());
        if (run.result(system).isPresent()) {
          note(place + "is in " + saved.file(run) + " already");
        } else if (against.isPresent()) {
          note(place + against.get());
        } else {
          note(place + "checks every key, then measures");
          IndexResult result = result(system, keys, forkKeys);
          run = saved.add(run, environment.fields(), result);
        }
      }
    }
    return run;
  }

  private void note(String text) {
    context.console().note(text);
  }

  private static String place(KeySet keys, int i, List<String> systems) {
    return String.format(
        Locale.ROOT,
        "%s, %,d keys, %d of %d, %s: ",
        keys.name(),
        keys.count(),
        i + 1,
        systems.size(),
        systems.get(i));
  }

  static Map<String, @Nullable Object> keyFields(KeySource source, KeySet keys) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(source instanceof Generated ? "dataset" : "file", keys.name());
    fields.put("count", keys.count());
    fields.put("distinct", keys.distinct());
    fields.put("sha256", KeyHash.of(keys.keys()));
    if (!keys.notes().isEmpty()) {
      fields.put("notes", keys.notes());
    }
    return fields;
  }

  private IndexResult result(String system, KeySet keys, ForkKeys forkKeys) {
    SearchCheck check = SearchCheck.of(system, keys.keys());
    List<Measurement> times =
        JmhRun.run(
            new JmhRun.Plan(
                PACKAGE + "(?=" + REPORTED + ").*(?:" + settings.only().replace(',', '|') + ")",
                Map.of(
                    "system", List.of(system),
                    "keySource", List.of(forkKeys.text()),
                    "batch", List.of(Integer.toString(settings.batch()))),
                ForkHeap.arguments(system, keys.count()),
                settings.effort()),
            log);
    return ResultFields.of(system, check, times, keys.count(), settings, context.commit());
  }
}

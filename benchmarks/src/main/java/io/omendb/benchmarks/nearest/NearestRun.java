package io.omendb.benchmarks.nearest;

import com.sun.management.OperatingSystemMXBean;
import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.QueryRows;
import io.omendb.benchmarks.vectors.SearchFilter;
import io.omendb.benchmarks.vectors.VectorSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds one system in one mode and sweeps over its settings, in this process. */
final class NearestRun {
  private static final int WARM_UP_ROWS = 10_000;

  /** Nobody searches a graph that takes longer; some do where they are filtered. */
  private static final double SLOWEST_MICROS = 20_000;

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final NearestTask task;
  private final Consumer<Map<String, @Nullable Object>> results;
  private final Consumer<String> notes;

  /**
   * A run.
   *
   * @param results receives the fields of each result
   * @param notes receives a line per step, for people
   */
  NearestRun(
      NearestTask task, Consumer<Map<String, @Nullable Object>> results, Consumer<String> notes) {
    this.task = task;
    this.results = results;
    this.notes = notes;
  }

  /** Runs the task. */
  void run() {
    notes.accept("checks small data against brute force");
    NearestCheck.run(task.system(), task.mode(), task.metric(), directory("check"));
    VectorSet base = task.source().base();
    VectorSet queries = task.source().queries();
    notes.accept("warms up");
    open("warm-up", base.first(WARM_UP_ROWS)).close();
    notes.accept("builds");
    long cpuStart = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    try (NearestIndex index = open("data", base)) {
      Map<String, @Nullable Object> built = new LinkedHashMap<>();
      built.put("bytesPerRow", index.searchedBytes() / (double) base.count());
      built.put("totalBytesPerRow", index.totalBytes() / (double) base.count());
      built.put("buildNanos", System.nanoTime() - start);
      built.put("buildCpuNanos", PROCESS.getProcessCpuTime() - cpuStart);
      sweep(index, base, queries, built);
    }
  }

  private void sweep(
      NearestIndex index, VectorSet base, VectorSet queries, Map<String, @Nullable Object> built) {
    for (SearchFilter filter : task.filters()) {
      double[] kthBest = TruthFile.read(task.directory(), filter);
      QueryRows wanted = filter.rows(base.count());
      for (int batch : task.batches()) {
        SearchTimer timer = new SearchTimer(index, task, base, queries, wanted, batch, kthBest);
        List<Setting> settings = index.settings(task.k());
        timer.warmUp(settings.get(settings.size() / 2));
        for (Setting setting : settings) {
          Map<String, @Nullable Object> measured = timer.measure(setting);
          report(filter, batch, setting, measured, built);
          if (isEnough(measured)) {
            break;
          }
        }
      }
    }
  }

  /** Whether the rest of the sweep, which is slower, can be left out. */
  private static boolean isEnough(Map<String, @Nullable Object> measured) {
    return measured.get("recall") instanceof Double recall
        && measured.get("cpuMicrosPerQuery") instanceof Double micros
        && (recall == 1 || micros > SLOWEST_MICROS);
  }

  private void report(
      SearchFilter filter,
      int batch,
      Setting setting,
      Map<String, @Nullable Object> measured,
      Map<String, @Nullable Object> built) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", task.system().text());
    fields.put("mode", task.mode());
    fields.put("setting", setting.text());
    fields.put("filterFraction", filter.fraction(SearchFilter.Kind.KEYS));
    fields.put("whereFraction", filter.fraction(SearchFilter.Kind.WHERE));
    fields.put("batch", batch);
    fields.putAll(measured);
    fields.putAll(built);
    fields.put("seconds", task.nanos() / 1e9);
    results.accept(fields);
    notes.accept(
        String.format(
            Locale.ROOT,
            "%s %s batch %d: recall %s, %s queries/s",
            setting.text(),
            filter.text(),
            batch,
            measured.get("recall"),
            measured.get("queriesPerSecond")));
  }

  private NearestIndex open(String name, VectorSet base) {
    return task.system()
        .open(
            task.mode(),
            directory(name),
            base,
            task.metric(),
            SearchFilter.columns(task.filters(), base.count()));
  }

  private Path directory(String name) {
    try {
      return Files.createDirectories(task.directory().resolve(name));
    } catch (IOException e) {
      throw OmenException.io("Cannot make a directory for " + name, e);
    }
  }
}

package io.omendb.benchmarks.report;

import io.omendb.benchmarks.peers.Operation;
import io.omendb.benchmarks.peers.PeerSystem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page on the database beside other stores: what it loses, what it wins, all figures. */
final class StoragePage {
  /** A column of the tables: title and field in JSON. */
  private record Figure(String title, String field) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("ns", "nanosPerOperation"),
          new Figure("CPU ns", "cpuNanosPerOperation"),
          new Figure("rows/s", "rowsPerSecond"),
          new Figure("p50 ns", "p50Nanos"),
          new Figure("p99 ns", "p99Nanos"),
          new Figure("p99.9 ns", "p999Nanos"),
          new Figure("bytes on disk a row", "diskBytesPerRow"));

  private static final String HEAD =
      """
      # The database beside other stores

      Written by `bin/omen bench render` from the results and the remarks in `DATA`; do not edit it by hand. `bin/omen bench storage --rows N --save DATA`
      measures them, each store in a process of its own; [the reference](../reference.md#bench-storage) says what each operation does. Keys are random
      int64, values random bytes; every value read is copied to the heap. `ns` is the mean of calls in rounds with fresh keys, `CPU ns` what the calling
      thread spent of it: where the two differ, the call waited, for the disk, for another thread or for its turn on a busy machine. Percentiles are of
      calls timed one by one, the clock's 25 ns included; there is none where there were too few calls.

      """;

  /** The order of the page. */
  static final Comparator<StorageRun> ORDER =
      Comparator.comparingInt(StorageRun::valueBytes)
          .thenComparing(Comparator.comparingInt(StorageRun::rows).reversed());

  private StoragePage() {}

  /**
   * Writes the page and a plot per run.
   *
   * @param file the page
   * @param data where the results are kept, with the remarks
   * @param plots the directory of the plots
   * @param runs in the order of the page
   * @return the plots
   */
  static List<Path> write(Path file, Path data, Path plots, List<StorageRun> runs) {
    Map<StorageRun, Path> files = new LinkedHashMap<>();
    StringBuilder page = new StringBuilder(HEAD.replace("DATA", data.toString()));
    runs.forEach(run -> page.append(machine(run)));
    page.append(LearnedIndexPage.remarks(data));
    for (StorageRun run : runs) {
      page.append("\n## ").append(name(run)).append('\n');
      if (StoragePlot.canDraw(run)) {
        Path plot = plots.resolve("storage-" + run.rows() + "-" + run.valueBytes() + ".svg");
        StoragePlot.write(run, plot);
        files.put(run, plot);
        page.append("![rows per second by operation and store](")
            .append(LearnedIndexPage.relative(file, plot))
            .append(")\n");
      }
      comparison(page, run);
      table(page, run);
    }
    setups(page, runs);
    WholeFile.write(file, page);
    return List.copyOf(files.values());
  }

  static String name(StorageRun run) {
    return String.format(Locale.ROOT, "%,d rows, values of %d bytes", run.rows(), run.valueBytes());
  }

  private static String machine(StorageRun run) {
    Map<String, @Nullable Object> environment = run.environment();
    return "%s: %s, %s cores, JDK %s, commit %s, %s s an operation, load average %s to %s.\n"
        .formatted(
            name(run),
            environment.get("cpu"),
            environment.get("cores"),
            environment.get("jdk"),
            distinct(run, "commit"),
            distinct(run, "seconds"),
            FigureText.rounded(environment.get("loadAtStart")),
            FigureText.rounded(environment.get("loadAtEnd")));
  }

  private static String distinct(StorageRun run, String field) {
    return run.results().stream()
        .map(result -> String.valueOf(result.get(field)))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private static void comparison(StringBuilder page, StorageRun run) {
    List<Comparison> lines = StorageComparison.of(run);
    if (lines.isEmpty()) {
      return;
    }
    page.append(
        "\n`omendb` beside the best of the others, what it loses first; below 1 it loses. Reads by the median, writes by the mean.\n\n");
    page.append("| | `omendb` | best of the others | | times as good |\n|---|---|---|---|---|\n");
    for (Comparison line : lines) {
      page.append(
          "| %s | %s | `%s` | %s | %s |\n"
              .formatted(
                  line.title(),
                  FigureText.rounded(line.ours()),
                  line.peer(),
                  FigureText.rounded(line.theirs()),
                  line.ratioText()));
    }
  }

  private static void table(StringBuilder page, StorageRun run) {
    page.append("\n| operation | system |");
    FIGURES.forEach(figure -> page.append(' ').append(figure.title()).append(" |"));
    page.append("\n|---|---|").append("---|".repeat(FIGURES.size())).append('\n');
    for (String operation : Operation.names()) {
      for (String system : run.systems()) {
        if (run.result(system, operation).isEmpty()) {
          continue;
        }
        page.append("| `%s` | `%s` |".formatted(operation, system));
        for (Figure figure : FIGURES) {
          OptionalDouble value = run.figure(system, operation, figure.field());
          page.append(' ')
              .append(value.isEmpty() ? "" : FigureText.rounded(value.getAsDouble()))
              .append(" |");
        }
        page.append('\n');
      }
    }
    underWrites(page, run);
  }

  /** What the writer did beside the gets: a reader is easily fast where nothing is written. */
  private static void underWrites(StringBuilder page, StorageRun run) {
    String operation = Operation.GET_UNDER_WRITES.text();
    if (!run.operations().contains(operation)) {
      return;
    }
    page.append(
        "\n| gets under writes | p99.9 idle, ns | p99.9 under writes, ns | rows written/s |\n");
    page.append("|---|---|---|---|\n");
    for (String system : run.systems()) {
      if (run.result(system, operation).isPresent()) {
        page.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    system,
                    text(run, system, "idleP999Nanos"),
                    text(run, system, "p999Nanos"),
                    text(run, system, "writtenRowsPerSecond")));
      }
    }
  }

  private static String text(StorageRun run, String system, String field) {
    OptionalDouble value = run.figure(system, Operation.GET_UNDER_WRITES.text(), field);
    return value.isEmpty() ? "" : String.valueOf(FigureText.rounded(value.getAsDouble()));
  }

  private static void setups(StringBuilder page, List<StorageRun> runs) {
    page.append("\n## How each is set up\n");
    page.append("| | set up | `bulk_load` | after an asynchronous write |\n|---|---|---|---|\n");
    for (PeerSystem system : PeerSystem.values()) {
      if (runs.stream().anyMatch(run -> run.systems().contains(system.text()))) {
        page.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(system.text(), system.setup(), system.bulkLoad(), system.async()));
      }
    }
  }
}

package io.omendb.benchmarks.report;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** The page on index engines: a plot and tables per data set, and what they were measured on. */
final class LearnedIndexPage {
  /** Markdown that stands before the tables. */
  private static final String REMARKS = "remarks.md";

  /** A column of the tables: title, field in JSON, factor to the unit of the title. */
  private record Figure(String title, String field, double unit) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("hit, ns", IndexResult.HIT, 1),
          new Figure("miss, ns", "missNanos", 1),
          new Figure("dependent, ns", "dependentHitNanos", 1),
          new Figure("batch, M/s", "batchPerSecond", 1e-6),
          new Figure("two threads, M/s", "batchPerSecondTwoThreads", 1e-6),
          new Figure("build, ns/key", "buildNanosPerKey", 1),
          new Figure("bytes/key", "bytesPerKey", 1),
          new Figure("max error", "maxError", 1),
          new Figure("mean error", "meanError", 1),
          new Figure("found", "found", 1));

  private static final String HEAD =
      """
      # Learned indexes: lookups, training, errors

      Written by `bin/omen bench render` from the results and the remarks in `DATA`; do not edit it by hand. `bin/omen bench index --dataset all
      --n 16K,1M,10M --save DATA` measures them, each system in JVMs of its own (JMH), with keys to look up that are drawn anew for each
      iteration. A hit is a lookup of a random key that is there, a miss of one that is not; dependent: each waits for the answer before;
      batch: many keys in one call, 1,024 by default. Bytes per key are what an engine adds to the keys; of a map they are all of it, keys included. The last
      two columns say how many times as fast as that peer a hit is.

      """;

  private LearnedIndexPage() {}

  /**
   * Writes the page.
   *
   * @param file the page
   * @param data where the results are kept, for the text
   * @param byName runs by data set or key file, in the order of the page
   * @param plots the plot of each
   */
  static void write(
      Path file, Path data, Map<String, List<IndexRun>> byName, Map<String, Path> plots) {
    StringBuilder page = new StringBuilder(HEAD.replace("DATA", data.toString()));
    page.append(machines(byName.values().stream().flatMap(Collection::stream).toList()));
    page.append(remarks(data));
    byName.forEach((name, runs) -> {
      page.append("\n## ").append(name).append('\n');
      Path plot = plots.get(name);
      if (plot != null) {
        page.append("![ns per lookup over the number of keys](")
            .append(relative(file, plot))
            .append(")\n");
      }
      runs.forEach(run -> table(page, run));
    });
    WholeFile.write(file, page);
  }

  /** What people have to say about the figures: the file {@value #REMARKS} beside the results. */
  static String remarks(Path data) {
    Path file = data.resolve(REMARKS);
    try {
      return Files.exists(file) ? "\n" + Files.readString(file) : "";
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    }
  }

  static String relative(Path page, Path plot) {
    Path directory = page.toAbsolutePath().normalize().getParent();
    Path target = plot.toAbsolutePath().normalize();
    Path path = directory == null ? target : directory.relativize(target);
    return path.toString().replace('\\', '/');
  }

  /** Everything that was measured, in few lines: CPU, JDK, commits, load. */
  private static String machines(List<IndexRun> runs) {
    TreeSet<String> machines = new TreeSet<>();
    TreeSet<String> commits = new TreeSet<>();
    double leastLoad = Double.MAX_VALUE;
    double mostLoad = 0;
    int quick = 0;
    for (IndexRun run : runs) {
      machines.add(
          "%s, %s cores, caches %s, JDK %s"
              .formatted(
                  run.environment().get("cpu"),
                  run.environment().get("cores"),
                  run.environment().get("caches"),
                  run.environment().get("jdk")));
      for (IndexResult result : run.results()) {
        commits.add(result.text("commit"));
        quick += Boolean.TRUE.equals(result.fields().get("quick")) ? 1 : 0;
      }
      for (String field : List.of("loadAtStart", "loadAtEnd")) {
        if (run.environment().get(field) instanceof Number load) {
          leastLoad = Math.min(leastLoad, load.doubleValue());
          mostLoad = Math.max(mostLoad, load.doubleValue());
        }
      }
    }
    commits.remove("");
    String rough =
        quick == 0 ? "" : "Rough, of one short run each (`--quick`): " + quick + " results.\n";
    return "Machine: %s. Commit: %s. Load average, the benchmark's own included: %s to %s.\n%s"
        .formatted(
            String.join("; ", machines),
            String.join(", ", commits),
            FigureText.rounded(leastLoad),
            FigureText.rounded(mostLoad),
            rough);
  }

  private static void table(StringBuilder page, IndexRun run) {
    page.append(String.format(Locale.ROOT, "%n### %s, %,d keys%n| |", run.name(), run.count()));
    FIGURES.forEach(figure -> page.append(' ').append(figure.title()).append(" |"));
    page.append(" x binary_search | x treemap |\n|---|").append("---|".repeat(FIGURES.size() + 2));
    page.append('\n');
    List<IndexResult> sorted = new ArrayList<>(run.results());
    sorted.sort(Comparator.comparingDouble(LearnedIndexPage::hit));
    for (IndexResult result : sorted) {
      row(page, run, result);
    }
  }

  private static void row(StringBuilder page, IndexRun run, IndexResult result) {
    String chosen = result.text("chosen");
    page.append("| `").append(result.name()).append('`');
    if (!chosen.isEmpty() && !chosen.equals(result.name())) {
      page.append(" (`").append(chosen).append("`)");
    }
    page.append(" |");
    for (Figure figure : FIGURES) {
      OptionalDouble value = result.figure(figure.field());
      page.append(' ')
          .append(value.isEmpty() ? "" : FigureText.rounded(value.getAsDouble() * figure.unit()))
          .append(" |");
    }
    for (String peer : List.of("binary_search", "treemap")) {
      Object ratio = FigureText.timesAsFast(run, result, peer);
      page.append(' ').append(ratio == null ? "" : ratio).append(" |");
    }
    page.append('\n');
  }

  private static double hit(IndexResult result) {
    return result.figure(IndexResult.HIT).orElse(Double.MAX_VALUE);
  }
}

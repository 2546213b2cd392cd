package io.omendb.benchmarks.report;

import io.omendb.benchmarks.nearest.NearestSystem;
import io.omendb.benchmarks.vectors.SearchFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page on vector search beside other libraries: what it loses, what it wins, all figures. */
final class VectorsPage {
  /** A column of the tables: title and field in JSON. */
  private record Figure(String title, String field, double scale) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("recall", "recall", 1),
          new Figure("queries/s", "queriesPerSecond", 1),
          new Figure("CPU µs", "cpuMicrosPerQuery", 1),
          new Figure("CPU µs of the process", "processCpuMicrosPerQuery", 1),
          new Figure("p50 µs", "p50Nanos", 1e-3),
          new Figure("p99 µs", "p99Nanos", 1e-3),
          new Figure("rows short", "missingRows", 1),
          new Figure("searched bytes a row", "bytesPerRow", 1),
          new Figure("all bytes a row", "totalBytesPerRow", 1),
          new Figure("build, s", "buildNanos", 1e-9),
          new Figure("build, CPU s", "buildCpuNanos", 1e-9));

  private static final String HEAD =
      """
      # Vector search beside other libraries

      Written by `bin/omen bench render` from the results and the remarks in `DATA`; do not edit it by hand. Each part has the command that measured it;
      [the reference](../reference.md#bench-vectors) says what each field is. Every mode of every system runs in a process of its own and is compared
      with brute force on small data first. One thread asks. Recall is by score: a row counts if its true score, in double precision, is not below that of
      the true k-th row by more than 1e-6. `CPU µs` is what the asking thread spent on a query, `of the process` what all threads did: where that is
      much more, others worked for it (or compiled and collected). `rows short` are rows that a search should have returned and did not, over all queries.
      Plots and comparisons are by `CPU µs`, which others on the machine hardly change.
      `searched bytes` are what a search goes through; `all bytes` has the float32 rows too where they are only looked at to score candidates again.

      """;

  private static final String BY_EQUALITY =
      """

      ### Filtered by string equality
      Rows have a string column besides, of whose values each has the fraction of the rows, picked by a hash of the row number, so that they lie all over
      the data; each query asks for the nearest rows with one value, the next query with the next. So no system finds the rows it wants in one piece.
      The build and `all bytes` have the column in them.

      """;

  /** The order of the page. */
  static final Comparator<VectorRun> ORDER =
      Comparator.comparing((VectorRun run) -> run.text("name"))
          .thenComparingInt(run -> run.count("rows"));

  private VectorsPage() {}

  /**
   * Writes the page and a plot for each run and filter.
   *
   * @param file the page
   * @param data where the results are kept, with the remarks
   * @param plots the directory of the plots
   * @param runs in the order of the page
   * @return the plots
   */
  static List<Path> write(Path file, Path data, Path plots, List<VectorRun> runs) {
    List<Path> drawn = new ArrayList<>();
    StringBuilder page = new StringBuilder(HEAD.replace("DATA", data.toString()));
    runs.forEach(run -> page.append(machine(run)));
    page.append(LearnedIndexPage.remarks(data));
    for (VectorRun run : runs) {
      page.append("\n## ").append(name(run)).append('\n');
      page.append("```\n").append(run.text("command")).append("\n```\n");
      for (SearchFilter.Kind kind : SearchFilter.Kind.values()) {
        List<SearchFilter> filters =
            run.filters().stream().filter(filter -> filter.kind() == kind).toList();
        if (filters.isEmpty()) {
          continue;
        }
        if (kind == SearchFilter.Kind.WHERE) {
          page.append(BY_EQUALITY);
        }
        for (SearchFilter filter : filters) {
          if (VectorPlot.canDraw(run, filter)) {
            Path plot = plots.resolve(plotName(run, data, filter));
            VectorPlot.write(run, filter, plot);
            drawn.add(plot);
            page.append("![queries per second over recall](")
                .append(LearnedIndexPage.relative(file, plot))
                .append(")\n");
          }
        }
        comparison(page, run, kind);
        table(page, run, kind);
      }
    }
    setups(page);
    WholeFile.write(file, page);
    return drawn;
  }

  private static String plotName(VectorRun run, Path data, SearchFilter filter) {
    String base = run.file(data).getFileName().toString().replaceFirst("\\.json$", "");
    String kind =
        switch (filter.kind()) {
          case KEYS -> "-filter";
          case WHERE -> "-where";
        };
    return "vectors-" + base + (filter.fraction() == 1 ? "" : kind + filter.fraction()) + ".svg";
  }

  static String name(VectorRun run) {
    return String.format(
        Locale.ROOT,
        "%s, %,d x %d, %s, k = %d",
        run.text("name"),
        run.count("rows"),
        run.count("dimension"),
        run.text("metric"),
        run.count("k"));
  }

  private static String machine(VectorRun run) {
    Map<String, @Nullable Object> environment = run.environment();
    return "%s: %s, %s cores, JDK %s, commit %s, %s s a setting, load average %s to %s; rows have the SHA-256 `%.16s`, queries `%.16s`.\n"
        .formatted(
            name(run),
            environment.get("cpu"),
            environment.get("cores"),
            environment.get("jdk"),
            distinct(run, "commit"),
            distinct(run, "seconds"),
            FigureText.rounded(environment.get("loadAtStart")),
            FigureText.rounded(environment.get("loadAtEnd")),
            run.text("baseSha256"),
            run.text("queriesSha256"));
  }

  private static String distinct(VectorRun run, String field) {
    return run.results().stream()
        .map(result -> result.fields().get(field))
        .filter(value -> value != null)
        .map(String::valueOf)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private static void comparison(StringBuilder page, VectorRun run, SearchFilter.Kind kind) {
    List<VectorComparison.Line> lines =
        VectorComparison.of(run).stream().filter(line -> line.filter().kind() == kind).toList();
    if (lines.isEmpty()) {
      return;
    }
    page.append(
        "\nThe fastest of `omendb` (without the plain scan) beside each peer where both have the recall, one query at a time, what it loses first; below 1 it loses. Queries are per second of processor time of the asking thread.\n\n");
    page.append(
        "| recall | rows searched | `omendb` | queries/CPU s | peer | queries/CPU s | times as fast |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (VectorComparison.Line line : lines) {
      page.append(
          "| %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  line.recall(),
                  VectorPlot.text(line.filter()),
                  label(line.ours()),
                  FigureText.rounded(line.ours().queriesPerCpuSecond()),
                  label(line.theirs()),
                  FigureText.rounded(line.theirs().queriesPerCpuSecond()),
                  FigureText.rounded(line.ratio())));
    }
  }

  private static String label(VectorResult result) {
    String setting = result.setting().isEmpty() ? "" : " " + result.setting();
    return "`" + result.name() + setting + "`";
  }

  private static void table(StringBuilder page, VectorRun run, SearchFilter.Kind kind) {
    page.append("\n| system, mode | setting | rows searched | batch |");
    FIGURES.forEach(figure -> page.append(' ').append(figure.title()).append(" |"));
    page.append(" certified |\n|---|---|---|---|")
        .append("---|".repeat(FIGURES.size() + 1))
        .append('\n');
    for (VectorResult result : run.results()) {
      if (result.filter().kind() != kind) {
        continue;
      }
      page.append(
          "| `%s` | %s | %s | %d |"
              .formatted(
                  result.name(),
                  result.setting(),
                  VectorPlot.text(result.filter()),
                  result.batch()));
      for (Figure figure : FIGURES) {
        double value = result.figure(figure.field(), Double.NaN);
        page.append(' ')
            .append(Double.isNaN(value) ? "" : FigureText.rounded(value * figure.scale()))
            .append(" |");
      }
      page.append(Boolean.TRUE.equals(result.fields().get("certified")) ? " yes |\n" : " |\n");
    }
  }

  private static void setups(StringBuilder page) {
    page.append("\n## How each is set up\n");
    page.append("| | set up | a range of keys | string equality |\n|---|---|---|---|\n");
    for (NearestSystem system : NearestSystem.values()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(system.text(), system.setup(), system.keyFilter(), system.whereFilter()));
    }
    page.append(
        "\nFaiss and hnswlib, where they are, were measured by `scripts/vector_peers.py`, which says how they are set up.\n");
  }
}

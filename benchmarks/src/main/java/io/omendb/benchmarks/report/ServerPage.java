package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page on the server beside PostgreSQL: what it loses, what it wins, all figures. */
final class ServerPage {
  private static final List<String> FIGURES =
      List.of("operationsPerSecond", "rowsPerSecond", "p50Nanos", "p99Nanos");

  private static final String HEAD =
      """
      # The server beside PostgreSQL

      Written by `bin/omen bench render` from the results and the remarks in `DATA`; do not edit it by hand. `bin/omen bench server --rows N --save DATA`
      measures them; [the reference](../reference.md#bench-server) says what each operation does. The server is a process of its own with its defaults, its
      clients are another, over TCP on the same machine. Beside it PostgreSQL with the same rows, every commit on disk when it returns in both: `get`,
      `multi_get` and `put_sync` by pgbench with prepared statements, `batch_sync` and `scan_arrow` by COPY through psql, all of them programs in C.

      """;

  private ServerPage() {}

  /**
   * Writes the page and a plot per run.
   *
   * @param file the page
   * @param data where the results are kept, with the remarks
   * @param plots the directory of the plots
   * @param runs in the order of the page
   * @return the plots
   */
  static List<Path> write(Path file, Path data, Path plots, List<ServerRun> runs) {
    List<Path> drawn = new ArrayList<>();
    StringBuilder page = new StringBuilder(HEAD.replace("DATA", data.toString()));
    runs.forEach(run -> page.append(machine(run)));
    page.append(LearnedIndexPage.remarks(data));
    for (ServerRun run : runs) {
      page.append("\n## ").append(name(run)).append('\n');
      List<Comparison> lines = ServerComparison.of(run);
      if (!lines.isEmpty()) {
        Path plot = plots.resolve("server-" + run.rows() + "-" + run.valueBytes() + ".svg");
        BarPlot.write(plot, name(run), "times as many rows a second as PostgreSQL", bars(lines));
        drawn.add(plot);
        page.append("![times as many rows a second as PostgreSQL](")
            .append(LearnedIndexPage.relative(file, plot))
            .append(")\n");
      }
      comparison(page, lines);
      table(page, run);
    }
    WholeFile.write(file, page);
    return drawn;
  }

  private static List<BarPlot.Bar> bars(List<Comparison> lines) {
    return lines.stream().map(line -> new BarPlot.Bar(line.title(), line.ratio())).toList();
  }

  static String name(ServerRun run) {
    return String.format(Locale.ROOT, "%,d rows, values of %d bytes", run.rows(), run.valueBytes());
  }

  private static String machine(ServerRun run) {
    Map<String, @Nullable Object> environment = run.environment();
    return "%s: %s, %s cores, JDK %s, commit %s, %s s an operation, load average %s to %s.\n"
        .formatted(
            name(run),
            environment.get("cpu"),
            environment.get("cores"),
            environment.get("jdk"),
            environment.get("commit"),
            FigureText.rounded(run.seconds()),
            FigureText.rounded(environment.get("loadAtStart")),
            FigureText.rounded(environment.get("loadAtEnd")));
  }

  private static void comparison(StringBuilder page, List<Comparison> lines) {
    if (lines.isEmpty()) {
      return;
    }
    page.append("\nRows per second, what the server loses first; below 1 it loses.\n\n");
    page.append("| | `omendb` | `postgresql` | times as good |\n|---|---|---|---|\n");
    for (Comparison line : lines) {
      page.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  line.title(),
                  FigureText.rounded(line.ours()),
                  FigureText.rounded(line.theirs()),
                  line.ratioText()));
    }
  }

  private static void table(StringBuilder page, ServerRun run) {
    page.append("\n| operation | callers | system | operations/s | rows/s | p50 ns | p99 ns |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (Map<String, @Nullable Object> result : run.sorted()) {
      page.append(
          "| `%s` | %s | `%s` |"
              .formatted(result.get("operation"), result.get("callers"), result.get("system")));
      for (String figure : FIGURES) {
        Object value = FigureText.rounded(result.get(figure));
        page.append(' ').append(value == null ? "" : value).append(" |");
      }
      page.append('\n');
    }
  }
}

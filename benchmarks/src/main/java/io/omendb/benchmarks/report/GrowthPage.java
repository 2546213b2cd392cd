package io.omendb.benchmarks.report;

import io.omendb.benchmarks.peers.Operation;
import io.omendb.benchmarks.peers.PeerSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page on what an operation costs and a row takes as the number of rows grows. */
public final class GrowthPage {
  private static final String COST = "nanosPerOperation";

  /** A table or a plot: one figure of one operation. */
  private record Figure(String title, String operation, String field) {}

  private static final List<Figure> COSTS =
      List.of(
          new Figure("Get, ns", "get", COST),
          new Figure("Scan of 1,000 rows, ns", "scan_1000", COST),
          new Figure("Asynchronous put, ns", "put_async", COST),
          new Figure("Put that is on disk, ns", "put_sync", COST),
          new Figure("Bulk load, ns a row", "bulk_load", COST),
          new Figure("Open and one get, ns", "open", COST),
          new Figure("Recovery of at most 28 MiB of log, ns", "recover", COST),
          new Figure("10 nearest of all rows, exact, ns", "knn_exact", COST),
          new Figure("10 nearest of all rows, fast, ns", "knn_fast", COST));

  private static final List<Figure> SIZES =
      List.of(
          new Figure("Bytes on disk a row", "get", "diskBytesPerRow"),
          new Figure("Bytes on the heap a row", "get", "heapBytesPerRow"),
          new Figure("Bytes of native memory a row", "get", "nativeBytesPerRow"),
          new Figure("Resident bytes of mapped files a row", "get", "mappedBytesPerRow"));

  private static final String HEAD =
      """
      # Growth

      Written by `bin/omen bench render` from the results and the remarks in `DATA`; do not edit it by hand. `bin/omen bench growth --save DATA` measures
      them, each store and size in a process of its own; [the reference](../reference.md#bench-growth) says what each figure is, [the page on
      stores](storage.md) how each store is set up. Costs are means. Memory is what was there after every row had been read, less what was there before
      the load: the heap after a full collection; native memory with what the JVM took for itself, some tens of MiB, which at few rows is all of it;
      pages of mapped files that are resident, which the system may take away.

      """;

  private GrowthPage() {}

  /**
   * Reads what {@code omen bench growth --save} wrote.
   *
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_DATA} naming the file
   */
  public static ResultFile read(Path file) {
    return ResultFile.read(
        file,
        "omen bench growth",
        saved -> {
          saved.count("valueBytes");
          saved.number("seconds");
          return saved;
        });
  }

  /** The results by operation, then by number of rows, then by system. */
  public static List<Map<String, @Nullable Object>> sorted(ResultFile run) {
    List<String> operations =
        Stream.concat(Operation.names().stream(), Stream.of("knn_exact", "knn_fast")).toList();
    List<Map<String, @Nullable Object>> sorted = new ArrayList<>(run.results());
    sorted.sort(
        Comparator.comparingInt((Map<String, @Nullable Object> result) ->
                operations.indexOf(String.valueOf(result.get("operation"))))
            .thenComparingInt(GrowthPage::rows)
            .thenComparingInt(
                result -> PeerSystem.names().indexOf(String.valueOf(result.get("system")))));
    return sorted;
  }

  /** The numbers of rows that there are results for, ascending. */
  static List<Integer> sizes(ResultFile run) {
    return run.results().stream().map(GrowthPage::rows).distinct().sorted().toList();
  }

  private static int rows(Map<String, @Nullable Object> result) {
    return result.get("rows") instanceof Number number ? number.intValue() : 0;
  }

  /**
   * Writes the page and its plots.
   *
   * @param file the page
   * @param data where the results are kept, with the remarks
   * @param plots the directory of the plots
   * @return the plots
   */
  public static List<Path> write(Path file, Path data, Path plots, List<ResultFile> runs) {
    List<ResultFile> sorted =
        runs.stream().sorted(Comparator.comparingInt(run -> run.count("valueBytes"))).toList();
    StringBuilder page = new StringBuilder(HEAD.replace("DATA", data.toString()));
    sorted.forEach(run -> page.append(machine(run)));
    page.append(LearnedIndexPage.remarks(data));
    List<Path> drawn = new ArrayList<>();
    for (ResultFile run : sorted) {
      page.append("\n## ").append(name(run)).append('\n');
      for (Figure figure : Stream.concat(COSTS.stream(), SIZES.stream()).toList()) {
        Map<String, Map<Integer, Double>> lines = lines(run, figure);
        if (lines.isEmpty()) {
          continue;
        }
        page.append("\n### ").append(figure.title()).append('\n');
        if (GrowthPlot.canDraw(lines)) {
          Path plot = plots.resolve(plotName(run, figure));
          GrowthPlot.write(figure.title() + ", " + name(run), lines, plot);
          drawn.add(plot);
          page.append(
              "![%s by number of rows](%s)\n\n"
                  .formatted(figure.title(), LearnedIndexPage.relative(file, plot)));
        }
        table(page, lines);
      }
    }
    WholeFile.write(file, page);
    return List.copyOf(drawn);
  }

  private static String plotName(ResultFile run, Figure figure) {
    String what = figure.field().equals(COST) ? figure.operation() : figure.field();
    return "growth-" + run.count("valueBytes") + "-" + what + ".svg";
  }

  static String name(ResultFile run) {
    return "values of " + run.count("valueBytes") + " bytes";
  }

  private static String machine(ResultFile run) {
    Map<String, @Nullable Object> environment = run.environment();
    return "%s: %s, %s cores, JDK %s, commit %s, %s s an operation, load average %s to %s.\n"
        .formatted(
            name(run),
            environment.get("cpu"),
            environment.get("cores"),
            environment.get("jdk"),
            String.join(", ", run.distinct("commit")),
            FigureText.rounded(run.number("seconds")),
            FigureText.rounded(environment.get("loadAtStart")),
            FigureText.rounded(environment.get("loadAtEnd")));
  }

  /** By system: the figure by number of rows, ascending. Systems without one are left out. */
  private static Map<String, Map<Integer, Double>> lines(ResultFile run, Figure figure) {
    Map<String, Map<Integer, Double>> lines = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> result : sorted(run)) {
      if (figure.operation().equals(result.get("operation"))
          && result.get(figure.field()) instanceof Number number) {
        lines
            .computeIfAbsent(String.valueOf(result.get("system")), each -> new LinkedHashMap<>())
            .put(rows(result), number.doubleValue());
      }
    }
    return lines;
  }

  private static void table(StringBuilder page, Map<String, Map<Integer, Double>> lines) {
    List<Integer> sizes =
        lines.values().stream()
            .flatMap(line -> line.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    page.append("| rows |");
    lines.keySet().forEach(system -> page.append(" `").append(system).append("` |"));
    page.append("\n|---|").append("---|".repeat(lines.size())).append('\n');
    for (int size : sizes) {
      page.append(String.format(Locale.ROOT, "| %,d |", size));
      for (Map<Integer, Double> line : lines.values()) {
        Object value = FigureText.rounded((Object) line.get(size));
        page.append(' ').append(value == null ? "" : value).append(" |");
      }
      page.append('\n');
    }
  }
}

package io.omendb.benchmarks.report;

import io.omendb.benchmarks.ycsb.Workload;
import io.omendb.benchmarks.ycsb.YcsbSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page on YCSB's workloads: throughput of all systems, then every figure. */
public final class YcsbPage {
  private static final String ALL = "all";
  private static final String RATE = "operationsPerSecond";
  private static final List<String> FIGURES =
      List.of(RATE, "meanNanos", "p50Nanos", "p95Nanos", "p99Nanos", "p999Nanos");

  /** Of runs: asynchronous writes first, few clients first, many rows first. */
  static final Comparator<ResultFile> ORDER =
      Comparator.comparing((ResultFile run) -> run.text("durability"))
          .thenComparingInt(run -> run.count("threads"))
          .thenComparingInt(run -> -run.count("rows"));

  private static final String HEAD =
      """
      # YCSB

      Written by `bin/omen bench render` from the results and the remarks in `DATA`; do not edit it by hand. `bin/omen bench ycsb --rows N --save DATA`
      measures them; [the reference](../reference.md#bench-ycsb) says what each workload does and how it differs from YCSB's own client. Embedded stores run
      in the process of their clients, servers in another one on the same machine. Every value that is read is checked. The clients wait for each answer
      before they ask again (closed loop), so latencies leave out what others would have waited during a stall; operations per second are by the wall
      clock and include what a client does between its calls, about a microsecond.

      """;

  private YcsbPage() {}

  /**
   * Reads what {@code omen bench ycsb --save} wrote.
   *
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_DATA} naming the file
   */
  public static ResultFile read(Path file) {
    return ResultFile.read(
        file,
        "omen bench ycsb",
        saved -> {
          List.of("rows", "valueBytes", "threads").forEach(saved::count);
          saved.text("durability");
          saved.number("seconds");
          return saved;
        });
  }

  /** The results by workload, as YCSB orders them, then by system. */
  public static List<Map<String, @Nullable Object>> sorted(ResultFile run) {
    List<String> workloads = new ArrayList<>(List.of("load"));
    workloads.addAll(Workload.names());
    List<Map<String, @Nullable Object>> sorted = new ArrayList<>(run.results());
    sorted.sort(
        Comparator.comparingInt((Map<String, @Nullable Object> result) ->
                workloads.indexOf(String.valueOf(result.get("workload"))))
            .thenComparingInt(
                result -> YcsbSystem.names().indexOf(String.valueOf(result.get("system")))));
    return sorted;
  }

  /**
   * Writes the page.
   *
   * @param file the page
   * @param data where the results are kept, with the remarks
   * @param runs in {@link #ORDER}
   */
  public static void write(Path file, Path data, List<ResultFile> runs) {
    StringBuilder page = new StringBuilder(HEAD.replace("DATA", data.toString()));
    runs.forEach(run -> page.append(machine(run)));
    page.append(LearnedIndexPage.remarks(data));
    for (ResultFile run : runs) {
      page.append("\n## ").append(name(run)).append('\n');
      throughput(page, run);
      table(page, run);
    }
    WholeFile.write(file, page);
  }

  static String name(ResultFile run) {
    int threads = run.count("threads");
    return String.format(
        Locale.ROOT,
        "%,d rows, values of %d bytes, %d %s, %s writes",
        run.count("rows"),
        run.count("valueBytes"),
        threads,
        threads == 1 ? "client" : "clients",
        run.text("durability"));
  }

  private static String machine(ResultFile run) {
    Map<String, @Nullable Object> environment = run.environment();
    return "%s: %s, %s cores, JDK %s, commit %s, %s s a workload, load average %s to %s.\n"
        .formatted(
            name(run),
            environment.get("cpu"),
            environment.get("cores"),
            environment.get("jdk"),
            run.distinct("commit").stream().collect(Collectors.joining(", ")),
            FigureText.rounded(run.number("seconds")),
            FigureText.rounded(environment.get("loadAtStart")),
            FigureText.rounded(environment.get("loadAtEnd")));
  }

  /** Operations per second, a line a workload. */
  private static void throughput(StringBuilder page, ResultFile run) {
    List<String> systems =
        YcsbSystem.names().stream().filter(run.distinct("system")::contains).toList();
    page.append("\nOperations per second:\n\n| |");
    systems.forEach(system -> page.append(" `").append(system).append("` |"));
    page.append("\n|---|").append("---|".repeat(systems.size())).append('\n');
    line(page, run, systems, "load", "insert", "load");
    for (String name : Workload.names()) {
      Workload workload = Workload.parse(List.of(name)).iterator().next();
      String mix =
          workload.percents().entrySet().stream()
              .map(share -> share.getValue() + " % " + share.getKey().text())
              .collect(Collectors.joining(", "));
      String title = "%s, %s: %s".formatted(name, workload.description(), mix);
      line(page, run, systems, name, ALL, title);
    }
  }

  private static void line(
      StringBuilder page,
      ResultFile run,
      List<String> systems,
      String workload,
      String operation,
      String title) {
    List<OptionalDouble> rates =
        systems.stream()
            .map(system ->
                run.figure(
                    Map.of("system", system, "workload", workload, "operation", operation), RATE))
            .toList();
    if (rates.stream().noneMatch(OptionalDouble::isPresent)) {
      return;
    }
    page.append("| ").append(title).append(" |");
    for (OptionalDouble rate : rates) {
      page.append(' ')
          .append(rate.isEmpty() ? "" : FigureText.rounded(rate.getAsDouble()))
          .append(" |");
    }
    page.append('\n');
  }

  private static void table(StringBuilder page, ResultFile run) {
    page.append("\n| workload | operation | system | operations/s | mean ns | p50 ns | p95 ns |");
    page.append(" p99 ns | p99.9 ns |\n|---|---|---|---|---|---|---|---|---|\n");
    for (Map<String, @Nullable Object> result : sorted(run)) {
      if (ALL.equals(result.get("operation"))) {
        continue;
      }
      page.append(
          "| %s | `%s` | `%s` |"
              .formatted(result.get("workload"), result.get("operation"), result.get("system")));
      for (String figure : FIGURES) {
        Object value = FigureText.rounded(result.get(figure));
        page.append(' ').append(value == null ? "" : value).append(" |");
      }
      page.append('\n');
    }
  }
}

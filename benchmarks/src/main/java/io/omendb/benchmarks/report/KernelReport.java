package io.omendb.benchmarks.report;

import io.omendb.benchmarks.kernels.KernelSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Float32 kernels beside those of other libraries, and beside a plain read. */
final class KernelReport implements SuiteReport {
  private static final String SPEED = "gigabytesPerCpuSecond";
  private static final String OURS = "omendb";
  private static final List<String> PEERS = List.of("lucene", "jvector");

  private static final String HEAD =
      """
      # Float32 kernels beside other libraries

      Written by `bin/omen bench render` from the results in `DATA`; do not edit it by hand. One query is compared with every row, by one thread, and no row is
      left out or kept: what is measured is the arithmetic and the memory. All kernels of a metric and a dimension run in one process over the same rows, by
      turns, and each pass over the rows is timed in processor time of the thread; a figure is the median of the passes, ± half the distance of their quartiles.
      GB are 1e9 bytes. Before that every score of every kernel is compared with double precision. `of the read` is the median of the quotients with the plain
      read of the same round; above 1 it is noise, or the copy on the heap that JVector reads.

      """;

  @Override
  public String directory() {
    return "kernels";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    Path data = places.results(directory());
    List<ResultFile> runs =
        ReportPlaces.files(data).stream()
            .map(file -> ResultFile.read(file, "omen bench kernels", read -> read))
            .toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Path page = places.page("kernels.md");
    StringBuilder text = new StringBuilder(HEAD.replace("DATA", data.toString()));
    List<Path> plots = new ArrayList<>();
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    for (ResultFile run : runs) {
      text.append("## ").append(title(run)).append("\n```\n").append(run.text("command"));
      text.append("\n```\n").append(Machine.text(run.environment())).append(".\n");
      for (String metric : run.distinct("metric")) {
        Path plot = places.plots().resolve("kernels-" + metric + ".svg");
        BarPlot.write(plot, metric, "GB per second of processor time", bars(run, metric));
        plots.add(plot);
        text.append("\n![GB per second of processor time](");
        text.append(LearnedIndexPage.relative(page, plot)).append(")\n\n");
        text.append(MarkdownTable.of(table(run, metric)));
      }
      comparisons.put(title(run), comparisons(run));
    }
    setups(text);
    WholeFile.write(page, text);
    return Optional.of(
        new Section(
            "Float32 kernels",
            "Our row-major kernel over mapped rows beside the faster of each library's, GB a second"
                + " of processor time; its page has them beside a plain read of the same memory.",
            runs.getFirst().text("command"),
            Optional.of(page),
            plots,
            comparisons,
            List.of(),
            Machine.of(runs, KernelReport::title, ResultFile::environment),
            runs.size()));
  }

  private static String title(ResultFile run) {
    return run.count("mebibytes") + " MiB of rows";
  }

  private static String name(Map<String, @Nullable Object> result) {
    return result.get("system") + " " + result.get("kernel");
  }

  private static double speed(Map<String, @Nullable Object> result) {
    return figure(result, SPEED);
  }

  private static double figure(Map<String, @Nullable Object> result, String field) {
    return result.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static List<Map<String, @Nullable Object>> of(ResultFile run, String metric) {
    return run.results().stream().filter(result -> metric.equals(result.get("metric"))).toList();
  }

  private static List<BarPlot.Bar> bars(ResultFile run, String metric) {
    return of(run, metric).stream()
        .map(result -> new BarPlot.Bar(name(result) + " " + result.get("dimension"), speed(result)))
        .toList();
  }

  private static List<List<String>> table(ResultFile run, String metric) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("metric", "dimension", "kernel", "GB/CPU s", "±", "of the read", "made by"));
    for (Map<String, @Nullable Object> result : of(run, metric)) {
      table.add(
          List.of(
              metric,
              String.valueOf(result.get("dimension")),
              "`" + name(result) + "`",
              String.valueOf(FigureText.rounded(speed(result))),
              Math.round(figure(result, "spread") * 100) + " %",
              String.valueOf(FigureText.rounded(figure(result, "ofRead"))),
              "`" + result.get("implementation") + "`"));
    }
    return table;
  }

  /** Our kernel over whole blocks beside the faster one of each library. */
  private static List<Comparison> comparisons(ResultFile run) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Map<String, @Nullable Object> ours : run.results()) {
      if (!OURS.equals(ours.get("system")) || !"batch".equals(ours.get("kernel"))) {
        continue;
      }
      for (String peer : PEERS) {
        run.results().stream()
            .filter(result ->
                peer.equals(result.get("system"))
                    && String.valueOf(ours.get("metric")).equals(result.get("metric"))
                    && figure(result, "dimension") == figure(ours, "dimension"))
            .max(Comparator.comparingDouble(KernelReport::speed))
            .ifPresent(theirs ->
                comparisons.add(
                    Comparison.of(
                        "%s, %s dimensions, GB/CPU s"
                            .formatted(ours.get("metric"), ours.get("dimension")),
                        speed(ours),
                        name(theirs),
                        speed(theirs),
                        true,
                        Comparison.spread(spread(ours), spread(theirs)))));
      }
    }
    comparisons.sort(Comparator.comparingDouble(Comparison::ratio));
    return comparisons;
  }

  private static OptionalDouble spread(Map<String, @Nullable Object> result) {
    double spread = figure(result, "spread");
    return Double.isNaN(spread) ? OptionalDouble.empty() : OptionalDouble.of(spread);
  }

  private static void setups(StringBuilder text) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("kernel", "what it is"));
    table.add(
        List.of(
            "`read sum`",
            "no kernel: adds up the mapped rows as 64-bit integers with the Vector API, a register"
                + " a load, into four sums; what a core can read of this memory"));
    for (KernelSystem system : KernelSystem.values()) {
      table.add(List.of("`" + system.system() + " " + system.kernel() + "`", system.description()));
    }
    text.append("\n## What each is\n").append(MarkdownTable.of(table));
    text.append(
        "\nRows lie one after the other in a file that is mapped, as in a segment; the database does not keep them in dimension-major blocks a second time"
            + " ([decision 9](../decisions/0009-searches-by-codes.md)).\n");
  }
}

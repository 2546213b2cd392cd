package io.omendb.benchmarks.report;

import io.omendb.OmenException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Lookups of present keys by system, as SVG: lines over the number of keys where there are several
 * numbers, bars where there is one.
 */
public final class LookupPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  private final Chart<?, ?> chart;
  private final String description;

  private LookupPlot(Chart<?, ?> chart, String description) {
    this.chart = chart;
    this.description = description;
  }

  /**
   * A plot of runs over one data set or key file.
   *
   * @param runs at least one, of different numbers of keys
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where no hit was measured
   */
  public static LookupPlot of(List<IndexRun> runs) {
    SvgFile.useNoScreen();
    if (!canDraw(runs)) {
      throw OmenException.invalid(
          "plot", "There is no hitNanos to draw", "measure IndexLookupBenchmark.hit too");
    }
    return new LookupPlot(
        runs.size() == 1
            ? LookupBars.chart(runs.getFirst(), WIDTH, HEIGHT)
            : LookupLines.chart(runs, WIDTH, HEIGHT),
        description(runs));
  }

  /** Whether a hit was measured. */
  public static boolean canDraw(List<IndexRun> runs) {
    return runs.stream()
        .flatMap(run -> run.results().stream())
        .anyMatch(result -> result.figure(IndexResult.HIT).isPresent());
  }

  /** The figures in words, for those who cannot see the plot: its letters are outlines. */
  private static String description(List<IndexRun> runs) {
    StringBuilder text = new StringBuilder("ns per lookup of a present key, ");
    text.append(runs.getFirst().name());
    for (IndexRun run : runs) {
      text.append(String.format(Locale.ROOT, "; %,d keys:", run.count()));
      run.results()
          .forEach(result ->
              result
                  .figure(IndexResult.HIT)
                  .ifPresent(nanos ->
                      text.append(' ')
                          .append(result.name())
                          .append(' ')
                          .append(FigureText.rounded(nanos))));
    }
    return text.toString();
  }

  /** Writes the file, and the directories it is in. */
  public void write(Path file) {
    SvgFile.write(file, chart, WIDTH, HEIGHT, description);
  }
}

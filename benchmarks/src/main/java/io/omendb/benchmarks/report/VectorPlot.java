package io.omendb.benchmarks.report;

import io.omendb.benchmarks.vectors.SearchFilter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Queries per second of processor time over recall, a line per system and mode: up and to the right
 * is better. Ours are drawn through, peers dashed.
 */
final class VectorPlot {
  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 560;
  private static final int SINGLE = 1;

  /** Nobody wants less; what lies below would press the rest together. */
  private static final double LEAST_RECALL = 0.8;

  private VectorPlot() {}

  /** Whether there are points to draw. */
  static boolean canDraw(VectorRun run, SearchFilter filter) {
    return run.names().stream().anyMatch(name -> !points(run, name, filter).isEmpty());
  }

  /** Draws the single queries of a run that were filtered so. */
  static void write(VectorRun run, SearchFilter filter, Path file) {
    SvgFile.useNoScreen();
    String title =
        String.format(
            Locale.ROOT,
            "%s, %,d x %d, %s, k = %d%s",
            run.text("name"),
            run.count("rows"),
            run.count("dimension"),
            run.text("metric"),
            run.count("k"),
            filter.fraction() == 1 ? "" : ", " + text(filter));
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("recall")
            .yAxisTitle("queries per second of processor time")
            .build();
    StringBuilder text =
        new StringBuilder("queries per second of processor time at a recall, ").append(title);
    double leastRecall = 1;
    List<String> names = run.names();
    for (int i = 0; i < names.size(); i++) {
      List<VectorResult> points = points(run, names.get(i), filter);
      if (points.isEmpty()) {
        continue;
      }
      List<Double> recalls = new ArrayList<>();
      List<Double> rates = new ArrayList<>();
      text.append("; ").append(names.get(i)).append(':');
      for (VectorResult point : points) {
        recalls.add(point.recall());
        rates.add(point.queriesPerCpuSecond());
        leastRecall = Math.min(leastRecall, point.recall());
        text.append(' ')
            .append(FigureText.rounded(point.queriesPerCpuSecond()))
            .append(" at ")
            .append(FigureText.rounded(point.recall()));
      }
      style(chart.addSeries(names.get(i), recalls, rates), Palette.engine(i), points.getFirst());
    }
    style(chart.getStyler(), leastRecall);
    SvgFile.write(file, chart, WIDTH, HEIGHT, text.toString());
  }

  /** The filter for people: {@code 10 % of the keys}. */
  static String text(SearchFilter filter) {
    if (filter.fraction() == 1) {
      return "all rows";
    }
    return FigureText.rounded(filter.fraction() * 100)
        + switch (filter.kind()) {
          case KEYS -> " % of the keys";
          case WHERE -> " % by string equality";
        };
  }

  private static List<VectorResult> points(VectorRun run, String name, SearchFilter filter) {
    return run.results(name, filter, SINGLE).stream()
        .filter(result -> result.recall() >= LEAST_RECALL)
        .sorted(Comparator.comparingDouble(VectorResult::recall))
        .toList();
  }

  private static void style(XYSeries series, Color color, VectorResult point) {
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setLineWidth(2);
    if (!point.isOurs()) {
      series.setLineStyle(
          new BasicStroke(
              1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0));
    }
  }

  private static void style(XYStyler styler, double leastRecall) {
    styler.setYAxisLogarithmic(true);
    styler.setXAxisMin(Math.floor(leastRecall * 100) / 100);
    styler.setXAxisMax(1.0);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setYAxisTickLabelsFormattingFunction(
        value -> String.format(Locale.ROOT, value < 1 ? "%.1f" : "%,.0f", value));
    Palette.background(styler);
  }
}

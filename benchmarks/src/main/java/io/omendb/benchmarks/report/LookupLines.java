package io.omendb.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Nanoseconds per hit over the number of keys, both logarithmic, each line with its name. */
final class LookupLines {
  /** About how high and how wide the part of the chart is that the lines are in, in pixels. */
  private static final double PLOT_HEIGHT = 470;

  private static final double PLOT_WIDTH = 820;
  private static final double LABEL_HEIGHT = 16;
  private static final double LETTER_WIDTH = 7.5;
  private static final double LABEL_GAP = 12;
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private LookupLines() {}

  /** The last point of a line, where its label stands. */
  private record End(String name, double keys, double nanos, Color color) {}

  static XYChart chart(List<IndexRun> runs, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .theme(ChartTheme.XChart)
            .title("Lookup of a present key, " + runs.getFirst().name())
            .xAxisTitle("keys")
            .yAxisTitle("ns per lookup")
            .build();
    List<End> ends = new ArrayList<>();
    int ours = 0;
    for (String name : names(runs)) {
      List<Double> keys = new ArrayList<>();
      List<Double> nanos = new ArrayList<>();
      boolean engine = false;
      for (IndexRun run : runs) {
        Optional<IndexResult> result = run.result(name);
        OptionalDouble hit =
            result.isEmpty() ? OptionalDouble.empty() : result.get().figure(IndexResult.HIT);
        if (hit.isPresent()) {
          keys.add((double) run.count());
          nanos.add(hit.getAsDouble());
          engine = result.orElseThrow().isOurs();
        }
      }
      if (!keys.isEmpty()) {
        XYSeries series = chart.addSeries(name, keys, nanos);
        series.setMarker(SeriesMarkers.CIRCLE);
        Color color = engine ? Palette.engine(ours++) : Palette.PEER;
        style(series, color, engine);
        ends.add(new End(name, keys.getLast(), nanos.getLast(), color));
      }
    }
    style(chart.getStyler(), runs);
    label(chart, ends, runs);
    return chart;
  }

  /** In the order of their names, so that an engine has the same color in every plot. */
  private static Set<String> names(List<IndexRun> runs) {
    Set<String> names = new TreeSet<>();
    runs.forEach(run -> run.results().forEach(result -> names.add(result.name())));
    return names;
  }

  private static void style(XYSeries series, Color color, boolean engine) {
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setLineWidth(engine ? 2.5f : 1.5f);
    if (!engine) {
      series.setLineStyle(
          new BasicStroke(
              1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0));
    }
  }

  private static void style(XYStyler styler, List<IndexRun> runs) {
    double most = runs.stream().mapToInt(IndexRun::count).max().orElse(1);
    double least = runs.stream().mapToInt(IndexRun::count).min().orElse(1);
    styler.setLegendVisible(false);
    styler.setXAxisLogarithmic(true);
    styler.setYAxisLogarithmic(true);
    styler.setXAxisMin(least);
    styler.setXAxisMax(most * Math.pow(most / least, 0.25)); // room for the names
    styler.setXAxisTickLabelsFormattingFunction(LookupLines::decimal);
    styler.setYAxisTickLabelsFormattingFunction(LookupLines::decimal);
    styler.setAnnotationTextFont(LABEL);
    Palette.background(styler);
  }

  /** Names beside the ends of the lines, pushed up where they would cover each other. */
  private static void label(XYChart chart, List<End> ends, List<IndexRun> runs) {
    double[] figures =
        runs.stream()
            .flatMap(run -> run.results().stream())
            .flatMapToDouble(result -> result.figure(IndexResult.HIT).stream())
            .sorted()
            .toArray();
    double pixelUp = Math.pow(figures[figures.length - 1] / figures[0], 1 / PLOT_HEIGHT);
    XYStyler styler = chart.getStyler();
    double pixelRight = Math.pow(styler.getXAxisMax() / styler.getXAxisMin(), 1 / PLOT_WIDTH);
    ends.sort(Comparator.comparingDouble(End::nanos));
    double least = 0;
    for (End end : ends) {
      double nanos = Math.max(end.nanos(), least);
      double halfWidth = end.name().length() * LETTER_WIDTH / 2; // a text is placed by its middle
      double keys = end.keys() * Math.pow(pixelRight, LABEL_GAP + halfWidth);
      chart.addAnnotation(new ColoredLabel(end.name(), keys, nanos, end.color(), styler));
      least = nanos * Math.pow(pixelUp, LABEL_HEIGHT);
    }
  }

  private static String decimal(double value) {
    if (value >= 1e6) {
      return String.format(Locale.ROOT, "%.0f M", value / 1e6);
    }
    return value >= 1e3
        ? String.format(Locale.ROOT, "%.0f K", value / 1e3)
        : String.format(Locale.ROOT, value < 1 ? "%.1f" : "%.0f", value);
  }
}

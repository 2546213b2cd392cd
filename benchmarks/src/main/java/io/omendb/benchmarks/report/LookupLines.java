package io.omendb.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Nanoseconds per hit over the number of keys, both logarithmic, each line with its name. */
final class LookupLines {
  /** Labels do not stand nearer to each other than this ratio of their figures. */
  private static final double LABEL_RATIO = 1.16;

  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private LookupLines() {}

  /** The last point of a line, where its label stands. */
  private record End(String name, double keys, double nanos) {}

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
        style(series, engine ? Palette.engine(ours++) : Palette.PEER, engine);
        ends.add(new End(name, keys.getLast(), nanos.getLast()));
      }
    }
    style(chart.getStyler(), runs);
    label(chart, ends);
    return chart;
  }

  private static Set<String> names(List<IndexRun> runs) {
    Set<String> names = new LinkedHashSet<>();
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
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setAnnotationTextFont(LABEL);
    Palette.background(styler);
  }

  /** Names beside the ends of the lines, pushed up where they would cover each other. */
  private static void label(XYChart chart, List<End> ends) {
    ends.sort(Comparator.comparingDouble(End::nanos));
    double least = 0;
    for (End end : ends) {
      double place = Math.max(end.nanos(), least);
      chart.addAnnotation(new AnnotationText(end.name(), end.keys() * 1.7, place, false));
      least = place * LABEL_RATIO;
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

package io.omendb.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.HorizontalBarStyler;

/** Nanoseconds per hit over one number of keys, a bar per system, the fastest on top. */
final class LookupBars {
  private LookupBars() {}

  static HorizontalBarChart chart(IndexRun run, int width, int height) {
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(width)
            .height(height)
            .title(
                String.format(
                    Locale.ROOT, "Lookup of a present key, %s, %,d keys", run.name(), run.count()))
            .xAxisTitle("ns per lookup")
            .build();
    List<IndexResult> slowestFirst = new ArrayList<>(run.results());
    slowestFirst.removeIf(result -> result.figure(IndexResult.HIT).isEmpty());
    slowestFirst.sort(
        Comparator.comparingDouble(
            (IndexResult result) -> -result.figure(IndexResult.HIT).orElseThrow()));
    List<Double> nanos = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (IndexResult result : slowestFirst) {
      nanos.add(tenths(result.figure(IndexResult.HIT).orElseThrow()));
      names.add(result.name());
    }
    chart.addSeries(IndexResult.HIT, nanos, names).setFillColor(Palette.engine(0));
    HorizontalBarStyler styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setLabelsVisible(true);
    styler.setLabelsPosition(1);
    styler.setXAxisMin(0.0);
    styler.setPlotGridLinesColor(Palette.GRID);
    Palette.background(styler);
    return chart;
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}

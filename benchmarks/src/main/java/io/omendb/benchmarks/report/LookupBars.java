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
    List<IndexResult> sorted = new ArrayList<>(run.results());
    sorted.removeIf(result -> result.figure(IndexResult.HIT).isEmpty());
    sorted.sort(Comparator.comparingDouble(result -> result.figure(IndexResult.HIT).orElseThrow()));
    List<Double> nanos = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (IndexResult result : sorted) {
      double figure = result.figure(IndexResult.HIT).orElseThrow();
      nanos.add(figure);
      names.add(result.name() + "  " + FigureText.rounded(figure));
    }
    chart.addSeries(IndexResult.HIT, nanos, names).setFillColor(Palette.engine(0));
    HorizontalBarStyler styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setXAxisMin(0.0);
    Palette.background(styler);
    return chart;
  }
}

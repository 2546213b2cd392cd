package io.omendb.benchmarks.report;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A figure over the number of rows, both logarithmic, a line a system. */
final class GrowthPlot {
  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 520;

  /** Nine systems and six colors: the markers tell those of one color apart. */
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE
  };

  private static final int COLORS = 6;

  private GrowthPlot() {}

  /** Whether there is a line to draw: figures above zero at two sizes at least. */
  static boolean canDraw(Map<String, Map<Integer, Double>> lines) {
    return lines.values().stream().flatMap(line -> line.keySet().stream()).distinct().count() > 1
        && lines.values().stream()
            .anyMatch(line -> line.values().stream().filter(value -> value > 0).count() > 1);
  }

  /**
   * Draws.
   *
   * @param lines by system the figure by number of rows, ascending
   */
  static void write(String title, Map<String, Map<Integer, Double>> lines, Path file) {
    SvgFile.useNoScreen();
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.XChart)
            .title(title)
            .xAxisTitle("rows")
            .build();
    StringBuilder text = new StringBuilder(title);
    int place = 0;
    for (Map.Entry<String, Map<Integer, Double>> line : lines.entrySet()) {
      text.append("; ").append(line.getKey()).append(':');
      List<Double> sizes = new ArrayList<>();
      List<Double> figures = new ArrayList<>();
      line.getValue()
          .forEach((size, value) -> {
            if (value > 0) { // nothing else has a logarithm
              sizes.add((double) size);
              figures.add(value);
              text.append(' ').append(size).append(' ').append(FigureText.rounded(value));
            }
          });
      if (!sizes.isEmpty()) {
        style(chart.addSeries(line.getKey(), sizes, figures), place);
      }
      place++;
    }
    style(chart.getStyler());
    SvgFile.write(file, chart, WIDTH, HEIGHT, text.toString());
  }

  private static void style(XYSeries series, int place) {
    Color color = Palette.engine(place % COLORS);
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setMarker(MARKERS[place / COLORS % MARKERS.length]);
    series.setLineWidth(place == 0 ? 3f : 1.5f);
  }

  private static void style(XYStyler styler) {
    styler.setXAxisLogarithmic(true);
    styler.setYAxisLogarithmic(true);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setXAxisTickLabelsFormattingFunction(GrowthPlot::decimal);
    styler.setYAxisTickLabelsFormattingFunction(GrowthPlot::decimal);
    Palette.background(styler);
  }

  private static String decimal(double value) {
    if (value >= 1e9) {
      return String.format(Locale.ROOT, "%.0f G", value / 1e9);
    }
    if (value >= 1e6) {
      return String.format(Locale.ROOT, "%.0f M", value / 1e6);
    }
    return value >= 1e3
        ? String.format(Locale.ROOT, "%.0f K", value / 1e3)
        : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.0f", value);
  }
}

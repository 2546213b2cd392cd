package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.HorizontalBarStyler;

/** A bar for each of a few figures, in the order given, the first on top. */
final class BarPlot {
  private static final int WIDTH = 900;
  private static final int BAR_HEIGHT = 22;
  private static final int FRAME_HEIGHT = 130;

  /** One bar. */
  record Bar(String name, double value) {}

  private BarPlot() {}

  /** Draws bars, at least one. */
  static void write(Path file, String title, String unit, List<Bar> bars) {
    SvgFile.useNoScreen();
    int height = FRAME_HEIGHT + BAR_HEIGHT * bars.size();
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(WIDTH)
            .height(height)
            .title(title)
            .xAxisTitle(unit)
            .build();
    List<Double> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    StringBuilder text = new StringBuilder(title).append(", ").append(unit).append(':');
    for (Bar bar : bars) {
      values.add(bar.value());
      names.add(bar.name() + "  " + FigureText.rounded(bar.value()));
      text.append(' ').append(names.getLast()).append(';');
    }
    chart.addSeries(unit, values, names).setFillColor(Palette.engine(0));
    HorizontalBarStyler styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setXAxisMin(0.0);
    Palette.background(styler);
    SvgFile.write(file, chart, WIDTH, height, text.toString());
  }
}

package io.omendb.benchmarks.report;

import io.omendb.benchmarks.peers.Operation;
import io.omendb.benchmarks.peers.PeerSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Rows per second by operation, a bar per system, on a logarithmic axis. */
final class StoragePlot {
  private static final int WIDTH = 1_100;
  private static final int HEIGHT = 560;
  private static final String FIGURE = "rowsPerSecond";

  private StoragePlot() {}

  /** Draws the operations that every store of the run was measured at; maps in memory have few. */
  static void write(StorageRun run, Path file) {
    SvgFile.useNoScreen();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(
                String.format(
                    Locale.ROOT, "%,d rows, values of %d bytes", run.rows(), run.valueBytes()))
            .yAxisTitle("rows per second")
            .build();
    List<String> operations = operations(run);
    double least = Double.MAX_VALUE;
    StringBuilder text = new StringBuilder("rows per second by system");
    List<String> systems = stores(run);
    for (int i = 0; i < systems.size(); i++) {
      String system = systems.get(i);
      List<Double> rates = new ArrayList<>();
      text.append("; ").append(system).append(':');
      for (String operation : operations) {
        double rate = run.figure(system, operation, FIGURE).orElseThrow();
        rates.add(rate);
        least = Math.min(least, rate);
        text.append(' ').append(operation).append(' ').append(FigureText.rounded(rate));
      }
      chart.addSeries(system, operations, rates).setFillColor(Palette.engine(i));
    }
    chart.getStyler().setYAxisLogarithmic(true);
    // A bar of a logarithmic axis needs a foot: the power of ten below the least.
    chart.getStyler().setYAxisMin(Math.pow(10, Math.ceil(Math.log10(least)) - 1));
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisLabelRotation(30);
    Palette.background(chart.getStyler());
    SvgFile.write(file, chart, WIDTH, HEIGHT, text.toString());
  }

  /** Whether there is something to compare. */
  static boolean canDraw(StorageRun run) {
    return !operations(run).isEmpty() && run.systems().contains(PeerSystem.OMENDB.text());
  }

  private static List<String> stores(StorageRun run) {
    return run.systems().stream().filter(system -> !PeerSystem.isMap(system)).toList();
  }

  private static List<String> operations(StorageRun run) {
    return Operation.names().stream()
        .filter(operation ->
            stores(run).stream()
                .map(system -> run.figure(system, operation, FIGURE))
                .allMatch(OptionalDouble::isPresent))
        .toList();
  }
}

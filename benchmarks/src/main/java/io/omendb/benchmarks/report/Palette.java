package io.omendb.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.AxesChartStyler;

/** The colors of plots: engines apart for color-blind readers too, peers grey. */
final class Palette {
  static final Color PEER = new Color(0x77, 0x77, 0x77);
  private static final Color GRID = new Color(0xE2, 0xE2, 0xE2);

  /* Okabe and Ito, 2008, without the yellow that is lost on white. */
  private static final int[] ENGINES = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9};

  private Palette() {}

  /** The color of the i-th engine. */
  static Color engine(int i) {
    return new Color(ENGINES[i % ENGINES.length]);
  }

  /** White, with thin lines: dashes would be thousands of outlines in the file. */
  static void background(AxesChartStyler styler) {
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setChartTitleBoxVisible(false);
  }
}

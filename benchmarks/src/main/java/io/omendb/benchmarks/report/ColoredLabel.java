package io.omendb.benchmarks.report;

import java.awt.Color;
import java.awt.Graphics2D;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.style.Styler;

/** A text in a chart in the color of its line; XChart knows one color for all texts. */
final class ColoredLabel extends AnnotationText {
  private final Styler chartStyler;
  private final Color color;

  /**
   * A label.
   *
   * @param x of its middle, in the unit of the axis
   * @param y of its middle, in the unit of the axis
   */
  ColoredLabel(String text, double x, double y, Color color, Styler chartStyler) {
    super(text, x, y, false);
    this.chartStyler = chartStyler;
    this.color = color;
  }

  @Override
  public void paint(Graphics2D graphics) {
    chartStyler.setAnnotationTextFontColor(color);
    super.paint(graphics);
  }
}

package io.omendb.benchmarks.report;

import io.omendb.OmenException;
import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Charts as SVG. */
final class SvgFile {
  private static final String SVG = "http://www.w3.org/2000/svg";

  private SvgFile() {}

  /** To be called before a chart is made: fonts are measured, nothing is shown. */
  static void useNoScreen() {
    System.setProperty("java.awt.headless", "true");
  }

  /**
   * Writes a chart, and the directories the file is in.
   *
   * @param description the figures in words, for those who cannot see the plot: its letters are
   *     outlines
   */
  static void write(Path file, Chart<?, ?> chart, int width, int height, String description) {
    Path whole = file.toAbsolutePath();
    try {
      Document document = dom().createDocument(SVG, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setPrecision(1); // of a pixel: outlines of letters are most of the file
      SVGGraphics2D graphics = new SVGGraphics2D(context, false);
      graphics.setSVGCanvasSize(new Dimension(width, height));
      chart.paint(graphics, width, height);
      Files.createDirectories(whole.getParent());
      try (Writer writer = Files.newBufferedWriter(whole)) {
        Element root = graphics.getRoot();
        Element title = document.createElementNS(SVG, "title");
        title.setTextContent(description);
        root.insertBefore(title, root.getFirstChild());
        graphics.stream(root, writer, true, false);
      }
    } catch (IOException e) {
      throw OmenException.io("Cannot write " + file, e);
    }
  }

  private static DOMImplementation dom() {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK has no XML", e);
    }
  }
}

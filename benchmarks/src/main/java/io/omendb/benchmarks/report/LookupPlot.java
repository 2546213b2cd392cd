package io.omendb.benchmarks.report;

import io.omendb.OmenException;
import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Lookups of present keys by system, as SVG: lines over the number of keys where there are several
 * numbers, bars where there is one.
 */
public final class LookupPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final String SVG = "http://www.w3.org/2000/svg";

  private final Chart<?, ?> chart;
  private final String description;

  private LookupPlot(Chart<?, ?> chart, String description) {
    this.chart = chart;
    this.description = description;
  }

  /**
   * A plot of runs over one data set or key file.
   *
   * @param runs at least one, of different numbers of keys
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where no hit was measured
   */
  public static LookupPlot of(List<IndexRun> runs) {
    System.setProperty("java.awt.headless", "true"); // fonts are measured, nothing is shown
    if (!canDraw(runs)) {
      throw OmenException.invalid(
          "plot", "There is no hitNanos to draw", "measure IndexLookupBenchmark.hit too");
    }
    return new LookupPlot(
        runs.size() == 1
            ? LookupBars.chart(runs.getFirst(), WIDTH, HEIGHT)
            : LookupLines.chart(runs, WIDTH, HEIGHT),
        description(runs));
  }

  /** Whether a hit was measured. */
  public static boolean canDraw(List<IndexRun> runs) {
    return runs.stream()
        .flatMap(run -> run.results().stream())
        .anyMatch(result -> result.figure(IndexResult.HIT).isPresent());
  }

  /** The figures in words, for those who cannot see the plot: its letters are outlines. */
  private static String description(List<IndexRun> runs) {
    StringBuilder text = new StringBuilder("ns per lookup of a present key, ");
    text.append(runs.getFirst().name());
    for (IndexRun run : runs) {
      text.append(String.format(Locale.ROOT, "; %,d keys:", run.count()));
      run.results()
          .forEach(result ->
              result
                  .figure(IndexResult.HIT)
                  .ifPresent(nanos ->
                      text.append(' ')
                          .append(result.name())
                          .append(' ')
                          .append(FigureText.rounded(nanos))));
    }
    return text.toString();
  }

  /** Writes the file, and the directories it is in. */
  public void write(Path file) {
    Path whole = file.toAbsolutePath();
    try {
      Document document = dom().createDocument(SVG, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setPrecision(1); // of a pixel: outlines of letters are most of the file
      SVGGraphics2D graphics = new SVGGraphics2D(context, false);
      graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
      chart.paint(graphics, WIDTH, HEIGHT);
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

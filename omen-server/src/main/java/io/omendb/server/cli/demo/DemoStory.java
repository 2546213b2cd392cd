package io.omendb.server.cli.demo;

import io.omendb.server.cli.demo.DemoReport.IndexFigures;
import io.omendb.server.cli.demo.DemoReport.Place;
import java.util.Formatter;
import java.util.Locale;

/** The report as a short story for a person. */
public final class DemoStory {
  private final Formatter story = new Formatter(Locale.ROOT);
  private final DemoReport report;

  private DemoStory(DemoReport report) {
    this.report = report;
  }

  /** The story. */
  public static String tell(DemoReport report) {
    return new DemoStory(report).tell();
  }

  private String tell() {
    story.format(
        "OmenDB on index %s, storage %s, compute %s%n",
        report.engines().index(), report.engines().storage(), report.engines().compute());
    story.format("%n");
    story.format(
        "Loaded   %,d places in %s, %s (%,.0f rows/s),%n",
        report.rows(),
        time(report.loadNanos()),
        report.engines().storage().equals("memory") ? "in memory only" : "every commit fsynced",
        report.rows() / (report.loadNanos() / 1e9));
    story.format("         keyed by cell of a Hilbert curve over latitude and longitude;%n");
    story.format(
        "         %,d share a cell with another and are told apart in the lowest 8 bits.%n",
        report.sharedCells());
    story.format(
        "Flushed  to %d segment%s in %s; closed, opened again in %s: %s.%n",
        report.segments(),
        report.segments() == 1 ? "" : "s",
        time(report.flushNanos()),
        time(report.openNanos()),
        report.reopened() ? "all there" : "ROWS ARE MISSING");
    story.format("%n");
    story.format(
        "By key   %d is %s: %s a get, mean over every key in random order.%n",
        report.point().key(), report.point().name(), time(report.point().getNanos()));
    story.format(
        "         %,d gets were answered by a trained model, %,d had to look further.%n",
        report.learned().hits(), report.learned().fallbacks());
    story.format("By range %d <= key < %d,%n", report.range().from(), report.range().to());
    story.format(
        "         a square of the globe around %s: %,d places in %s, among them%n",
        report.near(), report.range().rows(), time(report.range().nanos()));
    story.format("         %s.%n", String.join(", ", report.range().largest()));
    story.format(
        "Nearest  to %s, exact, in %s; looking at every row in float64 (%s) finds %s:%n",
        report.near(),
        time(report.nearestNanos()),
        time(report.bruteForceNanos()),
        report.nearestEqualsBruteForce() ? "the same" : "OTHERS");
    story.format("%n");
    places();
    story.format("%n");
    PlaceMap.draw(report.near(), report.nearest()).forEach(line -> story.format("%s%n", line));
    story.format("%n");
    story.format("The same keys under every index engine; binary is a plain binary search:%n");
    story.format("%n");
    story.format(
        "  %-10s %12s %10s %10s %12s%n", "engine", "bytes", "max error", "mean error", "get");
    for (IndexFigures index : report.indexes()) {
      story.format(
          "  %-10s %,12d %,10d %,10.1f %12s%n",
          index.engine(),
          index.bytes(),
          index.maxError(),
          index.meanError(),
          time(index.getNanos()));
    }
    return story.toString();
  }

  private void places() {
    for (int i = 0; i < report.nearest().size(); i++) {
      Place place = report.nearest().get(i);
      story.format(
          "  %d  %-28s %-2s %9.4f %9.4f %9.2f km%n",
          (i + 1) % 10,
          place.name(),
          place.country(),
          place.latitude(),
          place.longitude(),
          place.distanceKm());
    }
  }

  private static String time(long nanos) {
    return time((double) nanos);
  }

  private static String time(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}

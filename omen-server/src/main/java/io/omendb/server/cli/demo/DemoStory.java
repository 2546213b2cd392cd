package io.omendb.server.cli.demo;

import io.omendb.server.cli.demo.DemoReport.IndexFigures;
import io.omendb.server.cli.demo.DemoReport.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report as a short story for a person. */
public final class DemoStory {
  private final List<String> lines = new ArrayList<>();
  private final DemoReport report;

  private DemoStory(DemoReport report) {
    this.report = report;
  }

  /** The lines of the story. */
  public static List<String> tell(DemoReport report) {
    return new DemoStory(report).tell();
  }

  private List<String> tell() {
    say(
        "OmenDB on index %s, storage %s, compute %s",
        report.engines().index(), report.engines().storage(), report.engines().compute());
    say("");
    say(
        "Loaded   %,d places in %s, every commit fsynced (%,.0f rows/s),",
        report.rows(), time(report.loadNanos()), report.rows() / (report.loadNanos() / 1e9));
    say("         keyed by cell of a Hilbert curve over latitude and longitude;");
    say(
        "         %,d share a cell with another and are told apart in the lowest 9 bits.",
        report.sharedCells());
    say(
        "Flushed  to %d segment%s in %s; closed, opened again in %s: %s.",
        report.segments(),
        report.segments() == 1 ? "" : "s",
        time(report.flushNanos()),
        time(report.openNanos()),
        report.reopened() ? "all there" : "ROWS ARE MISSING");
    say("");
    say(
        "By key   %d is %s: %s a get, mean over every key in random order.",
        report.point().key(), report.point().name(), time(report.point().getNanos()));
    say(
        "         %,d gets were answered by a trained model, %,d had to look further.",
        report.learned().hits(), report.learned().fallbacks());
    say("By range %d <= key < %d,", report.range().from(), report.range().to());
    say(
        "         a square of the globe around %s: %,d places in %s, among them",
        report.near(), report.range().rows(), time(report.range().nanos()));
    say("         %s.", String.join(", ", report.range().largest()));
    say(
        "Nearest  to %s, exact, in %s; looking at every row in float64 (%s) finds %s:",
        report.near(),
        time(report.nearestNanos()),
        time(report.bruteForceNanos()),
        report.nearestEqualsBruteForce() ? "the same" : "OTHERS");
    say("");
    places();
    say("");
    lines.addAll(PlaceMap.draw(report.near(), report.nearest()));
    say("");
    say("The same keys under every index engine; binary is a plain binary search:");
    say("");
    say("  %-10s %12s %10s %10s %12s", "engine", "bytes", "max error", "mean error", "get");
    for (IndexFigures index : report.indexes()) {
      say(
          "  %-10s %,12d %,10d %,10.1f %12s",
          index.engine(),
          index.bytes(),
          index.maxError(),
          index.meanError(),
          time(index.getNanos()));
    }
    return lines;
  }

  private void places() {
    for (int i = 0; i < report.nearest().size(); i++) {
      Place place = report.nearest().get(i);
      say(
          "  %d  %-28s %-2s %9.4f %9.4f %9.2f km",
          (i + 1) % 10,
          place.name(),
          place.country(),
          place.latitude(),
          place.longitude(),
          place.distanceKm());
    }
  }

  private void say(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments).stripTrailing());
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

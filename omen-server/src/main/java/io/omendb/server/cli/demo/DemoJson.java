package io.omendb.server.cli.demo;

import io.omendb.server.cli.demo.DemoReport.IndexFigures;
import io.omendb.server.cli.demo.DemoReport.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report as the fields of one JSON object. */
public final class DemoJson {
  private DemoJson() {}

  /** The fields. */
  public static Map<String, Object> fields(DemoReport report) {
    return object(
        "rows", report.rows(),
        "loadNanos", report.loadNanos(),
        "flushNanos", report.flushNanos(),
        "openNanos", report.openNanos(),
        "segments", report.segments(),
        "reopened", report.reopened(),
        "point",
            object(
                "key", report.point().key(),
                "name", report.point().name(),
                "getNanos", report.point().getNanos()),
        "range",
            object(
                "from", report.range().from(),
                "to", report.range().to(),
                "rows", report.range().rows(),
                "nanos", report.range().nanos()),
        "nearest", report.nearest().stream().map(DemoJson::place).toList(),
        "nearestNanos", report.nearestNanos(),
        "nearestEqualsBruteForce", report.nearestEqualsBruteForce(),
        "indexes", report.indexes().stream().map(DemoJson::index).toList(),
        "learned",
            object(
                "hits", report.learned().hits(),
                "fallbacks", report.learned().fallbacks()),
        "engines",
            object(
                "index", report.engines().index(),
                "storage", report.engines().storage(),
                "compute", report.engines().compute()));
  }

  private static Map<String, Object> place(Place place) {
    return object(
        "key", place.key(),
        "name", place.name(),
        "country", place.country(),
        "latitude", place.latitude(),
        "longitude", place.longitude(),
        "distanceKm", place.distanceKm());
  }

  private static Map<String, Object> index(IndexFigures index) {
    return object(
        "engine", index.engine(),
        "bytes", index.bytes(),
        "maxError", index.maxError(),
        "meanError", index.meanError(),
        "getNanos", index.getNanos());
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}

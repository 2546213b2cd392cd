package io.omendb.benchmarks.report;

import io.omendb.benchmarks.vectors.SearchFilter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one system in one mode at one setting, as in JSON.
 *
 * @param fields by name; {@code system}, {@code mode}, {@code recall} and {@code queriesPerSecond}
 *     are always there
 */
public record VectorResult(Map<String, @Nullable Object> fields) {
  public VectorResult {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    for (String field : new String[] {"system", "mode", "recall", "queriesPerSecond"}) {
      if (fields.get(field) == null) {
        throw new IllegalArgumentException("a result without '" + field + "'");
      }
    }
  }

  /** System and mode: {@code omendb exact}. */
  public String name() {
    return fields.get("system") + " " + fields.get("mode");
  }

  /** Whether it is one of ours. */
  public boolean isOurs() {
    return IndexResult.OURS.equals(fields.get("system"));
  }

  /** The setting, such as {@code candidates=40}; empty where nothing is set. */
  public String setting() {
    return fields.get("setting") instanceof String text ? text : "";
  }

  /** How the search was filtered. */
  public SearchFilter filter() {
    double where = figure("whereFraction", 1);
    return where < 1 ? SearchFilter.where(where) : SearchFilter.keys(figure("filterFraction", 1));
  }

  /** Queries of one call. */
  public int batch() {
    return (int) figure("batch", 1);
  }

  /** The fraction of the wanted rows that was found, 0..1. */
  public double recall() {
    return figure("recall", 0);
  }

  /** Queries per second of one thread. */
  public double queriesPerSecond() {
    return figure("queriesPerSecond", 0);
  }

  /**
   * Queries per second of processor time of the asking thread, which a busy machine hardly changes;
   * per second of the clock where that was not measured.
   */
  public double queriesPerCpuSecond() {
    double micros = figure("cpuMicrosPerQuery", 0);
    return micros > 0 ? 1e6 / micros : queriesPerSecond();
  }

  /** A figure by its name in JSON. */
  public double figure(String field, double otherwise) {
    return fields.get(field) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /** Whether it takes the place of an older result: it belongs to the same sweep. */
  boolean replaces(VectorResult older) {
    return name().equals(older.name())
        && filter().equals(older.filter())
        && batch() == older.batch();
  }
}

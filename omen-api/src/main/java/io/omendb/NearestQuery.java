package io.omendb;

import io.omendb.predicate.Predicate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds and runs a search: {@code rows.nearest("position", query).k(10).hits()}. */
public final class NearestQuery {
  private final RowReader reader;
  private final @Nullable String column;
  private final float[] vector;
  private int k = 10;
  private @Nullable Long from;
  private @Nullable Long to;
  private SearchMode mode = SearchMode.AUTO;
  private @Nullable Predicate where;
  private @Nullable List<String> columns;
  private double radius = Double.POSITIVE_INFINITY;
  private double recall;

  NearestQuery(RowReader reader, @Nullable String column, float[] vector) {
    this.reader = reader;
    this.column = column;
    this.vector = vector;
  }

  /** How many rows; 10 where not called. */
  public NearestQuery k(int k) {
    this.k = k;
    return this;
  }

  /** Only rows with {@code from <= key < to}. */
  public NearestQuery keys(long from, long to) {
    this.from = from;
    this.to = to;
    return this;
  }

  /** Only rows with keys that are at least this. */
  public NearestQuery from(long from) {
    this.from = from;
    return this;
  }

  /** Only rows with keys that are less than this. */
  public NearestQuery to(long to) {
    this.to = to;
    return this;
  }

  /** How the search may answer. */
  public NearestQuery mode(SearchMode mode) {
    this.mode = mode;
    return this;
  }

  /** Only rows at this distance of the column's {@link Metric} or nearer. */
  public NearestQuery radius(double radius) {
    this.radius = radius;
    return this;
  }

  /** The fraction of the true nearest rows that {@link SearchMode#FAST} aims to find, 0..1. */
  public NearestQuery recall(double recall) {
    this.recall = recall;
    return this;
  }

  /**
   * Only rows for which the predicate is true, and those of earlier calls.
   *
   * @param predicate for instance {@code population > 100000 and country = 'FR'}
   * @throws OmenException as {@link Predicate#parse}
   */
  public NearestQuery where(String predicate) {
    return where(Predicate.parse(predicate));
  }

  /** Only rows for which the predicate is true, and those of earlier calls. */
  public NearestQuery where(Predicate predicate) {
    Predicate before = where;
    this.where = before == null ? predicate : before.and(predicate);
    return this;
  }

  /** Only these columns in the returned rows. */
  public NearestQuery columns(String... columns) {
    this.columns = List.of(columns);
    return this;
  }

  /** The search as a value. */
  public NearestSpec spec() {
    return new NearestSpec(
        column, vector, k, KeyRange.between(from, to), where, mode, columns, radius, recall);
  }

  /** Runs the search. */
  public NearestResult run() {
    return reader.nearest(spec());
  }

  /** Runs the search and says what it did. */
  public NearestPlan explain() {
    return reader.explainNearest(spec());
  }

  /** Runs the search and returns the hits, nearest first. */
  public List<Hit> hits() {
    return run().hits();
  }

  /** Runs the search and hands every hit to the action, nearest first. */
  public void forEach(Consumer<? super Hit> action) {
    hits().forEach(action);
  }
}

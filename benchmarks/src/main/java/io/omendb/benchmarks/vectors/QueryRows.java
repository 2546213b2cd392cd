package io.omendb.benchmarks.vectors;

/** Which rows each query of a run may return. The same for the same query, so for many threads. */
@FunctionalInterface
public interface QueryRows {
  /** Those of a query. */
  WantedRows of(int query);
}

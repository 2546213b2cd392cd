package io.omendb.benchmarks.kernels;

import io.omendb.Metric;
import java.util.Locale;

/** The kernels that are measured, with what each is. */
public enum KernelSystem {
  /** Ours over rows one after the other. */
  OMENDB_BATCH(
      "`ComputeEngine.batchDistance` over the mapped rows, 1,024 a call: what `scan` and searches"
          + " without codes do"),
  /** Ours over chosen rows. */
  OMENDB_GATHER(
      "`ComputeEngine.gatherDistance` over the mapped rows, 1,024 row numbers a call, here"
          + " ascending ones: what filtered searches and second looks do"),
  /** Lucene's over chosen rows. */
  LUCENE_BULK(
      "`RandomVectorScorer.bulkScore` of `FlatVectorScorerUtil` over the same mapped file, 1,024"
          + " row numbers a call: what its flat and HNSW searches do"),
  /** Lucene's row by row. */
  LUCENE_SINGLE("the same scorer's `score`, a call for each row"),
  /** JVector's row by row. */
  JVECTOR_SINGLE(
      "`VectorUtil.dotProduct`, `squareL2Distance` and `cosine`, a call for each row, over copies of"
          + " the rows as `VectorFloat`, which is how its graphs keep them"),
  /** JVector's over several rows. */
  JVECTOR_MULTI("`VectorUtil.dotProductMulti`, 16 rows a call, over the same copies");

  private final String description;

  KernelSystem(String description) {
    this.description = description;
  }

  /** Whose it is. */
  public String system() {
    return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
  }

  /** Which of theirs. */
  public String kernel() {
    return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT);
  }

  /** What it is, in Markdown. */
  public String description() {
    return description;
  }

  /** Whether the library has it for a metric. */
  boolean has(Metric metric) {
    return this != JVECTOR_MULTI || metric == Metric.DOT;
  }
}

package io.omendb.benchmarks.kernels;

import io.omendb.Metric;
import io.omendb.OmenException;
import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.codecs.lucene95.OffHeapFloatVectorValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/**
 * What Lucene's flat and HNSW searches score float32 vectors with: its scorer over mapped files,
 * which reads the vectors where they are.
 */
final class LuceneKernel implements RowKernel {
  private final Metric metric;
  private final boolean bulk;
  private final Directory directory;
  private final IndexInput input;
  private final RandomVectorScorer scorer;
  private final int[] positions = new int[KernelRun.BLOCK_ROWS];

  /**
   * A kernel.
   *
   * @param bulk whether many rows are scored by one call
   */
  LuceneKernel(Metric metric, RowsFile rows, boolean bulk) {
    this.metric = metric;
    this.bulk = bulk;
    VectorSimilarityFunction similarity =
        switch (metric) {
          case L2 -> VectorSimilarityFunction.EUCLIDEAN;
          case DOT -> VectorSimilarityFunction.DOT_PRODUCT;
          case COSINE -> VectorSimilarityFunction.COSINE;
        };
    try {
      directory = new MMapDirectory(rows.file().getParent());
      input = directory.openInput(rows.file().getFileName().toString(), IOContext.DEFAULT);
      FlatVectorsScorer scorers = FlatVectorScorerUtil.getLucene99FlatVectorsScorer();
      scorer =
          scorers.getRandomVectorScorer(
              similarity,
              new OffHeapFloatVectorValues.DenseOffHeapVectorValues(
                  rows.dimension(),
                  rows.count(),
                  input,
                  Math.toIntExact(rows.rowBytes()),
                  scorers,
                  similarity),
              rows.query());
    } catch (IOException e) {
      throw OmenException.io("lucene failed", e);
    }
  }

  @Override
  public void score(int first, int count, float[] scores) {
    try {
      if (bulk) {
        for (int i = 0; i < count; i++) {
          positions[i] = first + i;
        }
        scorer.bulkScore(positions, scores, count);
      } else {
        for (int i = 0; i < count; i++) {
          scores[i] = scorer.score(first + i);
        }
      }
    } catch (IOException e) {
      throw OmenException.io("lucene failed", e);
    }
  }

  /** Lucene's scores are positive and ascend with similarity. */
  @Override
  public double value(float score) {
    return metric == Metric.L2 ? 1.0 / score - 1 : 2.0 * score - 1;
  }

  @Override
  public String implementation() {
    String name = scorer.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public void close() {
    try {
      input.close();
      directory.close();
    } catch (IOException e) {
      throw OmenException.io("lucene failed", e);
    }
  }
}

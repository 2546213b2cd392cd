package io.omendb.benchmarks.kernels;

import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.omendb.Metric;
import java.util.Arrays;

/** JVector's functions over vectors of its own, one for each row, as its graphs keep them. */
final class JVectorKernel implements RowKernel {
  private static final int MULTI_ROWS = 16;

  private final Metric metric;
  private final boolean multi;
  private final VectorFloat<?> query;
  private final VectorFloat<?>[] rows;
  private final VectorFloat<?>[] some = new VectorFloat<?>[MULTI_ROWS];
  private final float[] ofSome = new float[MULTI_ROWS];

  /** The rows as JVector wants them; kernels share them. */
  static VectorFloat<?>[] vectors(RowsFile rows) {
    VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
    VectorFloat<?>[] vectors = new VectorFloat<?>[rows.count()];
    Arrays.setAll(vectors, row -> types.createFloatVector(rows.row(row)));
    return vectors;
  }

  /**
   * A kernel.
   *
   * @param multi whether one call multiplies the query with several rows; only inner products
   */
  JVectorKernel(Metric metric, float[] query, VectorFloat<?>[] rows, boolean multi) {
    this.metric = metric;
    this.multi = multi;
    this.rows = rows;
    this.query =
        VectorizationProvider.getInstance().getVectorTypeSupport().createFloatVector(query);
  }

  @Override
  public void score(int first, int count, float[] scores) {
    if (multi) {
      multi(first, count, scores);
      return;
    }
    switch (metric) {
      case L2 -> {
        for (int i = 0; i < count; i++) {
          scores[i] = VectorUtil.squareL2Distance(query, rows[first + i]);
        }
      }
      case DOT -> {
        for (int i = 0; i < count; i++) {
          scores[i] = VectorUtil.dotProduct(query, rows[first + i]);
        }
      }
      case COSINE -> {
        for (int i = 0; i < count; i++) {
          scores[i] = VectorUtil.cosine(query, rows[first + i]);
        }
      }
    }
  }

  private void multi(int first, int count, float[] scores) {
    for (int from = 0; from < count; from += MULTI_ROWS) {
      int size = Math.min(MULTI_ROWS, count - from);
      System.arraycopy(rows, first + from, some, 0, size);
      VectorUtil.dotProductMulti(query, some, size, ofSome);
      System.arraycopy(ofSome, 0, scores, from, size);
    }
  }

  @Override
  public double value(float score) {
    return score;
  }

  @Override
  public String implementation() {
    return VectorizationProvider.getInstance().getClass().getSimpleName();
  }
}

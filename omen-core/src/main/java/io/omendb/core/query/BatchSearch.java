package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.Metric;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.RowMultiplier;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Exact searches of many queries over one slice at once: a matrix product reads each row once for
 * all of them. Rows that rounding cannot exclude are scored in double precision, query by query.
 * For one thread.
 */
final class BatchSearch {
  /** Fewer queries are faster one by one, by codes. */
  static final int LEAST_QUERIES = 200;

  /** The first rows make the bounds, so that they are few. */
  private static final int FIRST_ROWS = 48;

  private static final int MOST_ROWS = 512;

  private final List<VectorSearch> searches;
  private final float[][] queries;
  private final float[] least;
  private final ComputeEngine compute;
  private final RowMultiplier multiplier;
  private float[] products = new float[0];
  private int[] selected = new int[0];

  /**
   * Searches of one column over one state.
   *
   * @param searches those of the queries
   */
  BatchSearch(List<VectorSearch> searches) {
    this.searches = searches;
    this.queries = searches.stream().map(search -> search.query).toArray(float[][]::new);
    this.least = new float[queries.length];
    this.compute = searches.getFirst().compute;
    this.multiplier = compute.multiplier(queries);
  }

  /**
   * Searches a slice whose rows have nearly one norm.
   *
   * @param codes tell the norm
   */
  void search(SearchSlice slice, VectorCodes codes) {
    VectorSearch first = searches.getFirst();
    MemorySegment vectors = slice.segment().vectors(first.column);
    long rowBytes = first.rowBytes();
    int size = FIRST_ROWS;
    for (int row = slice.first(); row < slice.end(); ) {
      Cancellation.check();
      int count = Math.min(size, slice.end() - row);
      ensure(count);
      for (int q = 0; q < queries.length; q++) {
        least[q] = leastProduct(searches.get(q), codes);
      }
      multiplier.multiply(vectors.asSlice(row * rowBytes, count * rowBytes), count, products);
      int passed = compute.selectAtLeast(products, count, least, selected);
      for (int i = 0; i < passed; i++) {
        int passing = row + selected[i] / queries.length;
        if (Arrays.binarySearch(codes.oddRows(), passing) < 0) {
          VectorSearch search = searches.get(selected[i] % queries.length);
          search.rowsReranked++;
          search.offer(slice, passing);
        }
      }
      row += count;
      size = Math.min(MOST_ROWS, size + size / 2);
    }
    // Rows without codes have other norms, so the bounds do not hold for them.
    for (int row : codes.oddRows()) {
      if (row >= slice.first() && row < slice.end()) {
        searches.forEach(search -> search.offer(slice, row));
      }
    }
    searches.forEach(search -> search.rowsScanned += slice.rows());
  }

  private void ensure(int rows) {
    if (products.length < rows * queries.length) {
      products = new float[rows * queries.length];
      selected = new int[rows * queries.length];
    }
  }

  /** A row with a lesser product with the query is farther than the worst of its best. */
  private static float leastProduct(VectorSearch search, VectorCodes codes) {
    double worst = search.nearest.worst();
    if (worst == Double.POSITIVE_INFINITY) {
      return Float.NEGATIVE_INFINITY;
    }
    double q = search.exact.queryNorm();
    double shortest = codes.leastNorm();
    double longest = codes.greatestNorm();
    double product =
        switch (search.type.metric()) {
          case DOT -> -worst;
          case COSINE -> (1 - worst) * q * (worst <= 1 ? shortest : longest);
          case L2 -> (q * q + shortest * shortest - worst * worst) / 2;
        };
    // The kernel's rounding, and that of what is computed here.
    double rounding = (search.type.dimension() + 16) * 0x1p-24 * q * longest;
    double own = 1e-12 * (Math.abs(product) + q * q + worst * worst + longest * longest);
    return Math.nextDown((float) (product - rounding - own));
  }

  /** Whether one bound does for all rows with codes. */
  static boolean fits(Metric metric, VectorCodes codes) {
    return metric == Metric.DOT || codes.hasOneNorm();
  }
}

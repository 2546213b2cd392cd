package io.omendb.core.vectors;

import io.omendb.spi.compute.CodeBlocks;

/**
 * A query as a table: the sum of its entries for the codes of a row, times {@link #step} plus
 * {@link #base}, is not less than the inner product of the rotated query with what the codes stand
 * for, and greater by at most a step per group.
 *
 * @param entries 64 unsigned bytes per group, as {@link
 *     io.omendb.spi.compute.ComputeEngine#sumCodes} takes them
 * @param base what a sum of 0 stands for
 * @param step what one more stands for
 */
public record CodeTable(byte[] entries, double base, double step) {
  /** Sums of four bytes stay below 256 with entries up to this, which makes scans faster. */
  private static final int SMALL = 63;

  private static final int LARGE = 255;

  /** Rounding of the divisions below is far smaller, a step far greater. */
  private static final double SLACK = 1e-9;

  /**
   * The table of a query.
   *
   * @param query a rotated vector, not all zeros
   * @param fine whether entries may take the whole byte, for a tighter bound
   */
  static CodeTable of(Codebook codebook, double[] query, boolean fine) {
    int groups = codebook.groups(query.length);
    double[][] products = new double[groups][];
    double[] least = new double[groups];
    double span = 0;
    double base = 0;
    for (int group = 0; group < groups; group++) {
      products[group] = products(codebook, query, group);
      double greatest = Double.NEGATIVE_INFINITY;
      least[group] = Double.POSITIVE_INFINITY;
      for (double product : products[group]) {
        least[group] = Math.min(least[group], product);
        greatest = Math.max(greatest, product);
      }
      span = Math.max(span, greatest - least[group]);
      base += least[group];
    }
    int most = Math.min(fine ? LARGE : SMALL, Short.MAX_VALUE / groups);
    // A query without direction has equal products, for which any step will do.
    double step = span == 0 ? 1 : span / (most - 1);
    byte[] entries = new byte[groups * CodeBlocks.VALUES];
    for (int group = 0; group < groups; group++) {
      for (int code = 0; code < CodeBlocks.VALUES; code++) {
        double above = (products[group][code] - least[group]) / step;
        entries[group * CodeBlocks.VALUES + code] = (byte) Math.ceil(above - SLACK);
      }
    }
    return new CodeTable(entries, base + groups * SLACK * step, step);
  }

  /** The partial inner products of one group with all codes; element by element doubled. */
  private static double[] products(Codebook codebook, double[] query, int group) {
    double unit = 1 / Math.sqrt(query.length);
    double[] levels = codebook.levels();
    double[] products = new double[CodeBlocks.VALUES];
    int known = 1;
    for (int j = 0; j < codebook.elements(); j++) {
      double element = query[group * codebook.elements() + j] * unit;
      for (int level = levels.length - 1; level >= 0; level--) {
        for (int i = 0; i < known; i++) {
          products[level * known + i] = products[i] + element * levels[level];
        }
      }
      known *= levels.length;
    }
    return products;
  }

  /** Groups of a row. */
  public int groups() {
    return entries.length / CodeBlocks.VALUES;
  }
}

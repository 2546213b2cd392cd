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

  /**
   * What an entry may be too small by, in steps: sums of a few float32 numbers up to 255 are off by
   * less than half of it, and numbers that exceed a whole one by less than the other half are not
   * rounded up.
   */
  private static final float SLACK = 0x1p-12f;

  /**
   * The table of a query.
   *
   * @param query a rotated vector, not all zeros
   * @param fine whether entries may take the whole byte, for a tighter bound
   */
  static CodeTable of(Codebook codebook, double[] query, boolean fine) {
    int groups = codebook.groups(query.length);
    double greatestLevel = codebook.greatestLevel() / Math.sqrt(query.length);
    double widest = 0;
    double base = 0;
    for (int group = 0; group < groups; group++) {
      double sum = 0;
      for (int j = 0; j < codebook.elements(); j++) {
        sum += Math.abs(query[group * codebook.elements() + j]);
      }
      // The levels are symmetric, so the least product is the greatest one negated.
      base -= sum * greatestLevel;
      widest = Math.max(widest, 2 * sum * greatestLevel);
    }
    int most = Math.min(fine ? LARGE : SMALL, Short.MAX_VALUE / groups);
    double step = widest / (most - 1);
    byte[] entries = new byte[groups * CodeBlocks.VALUES];
    float[] above = new float[CodeBlocks.VALUES];
    for (int group = 0; group < groups; group++) {
      fill(codebook, query, group, step, above);
      int first = group * CodeBlocks.VALUES;
      for (int code = 0; code < CodeBlocks.VALUES; code++) {
        entries[first + code] = (byte) (int) (above[code] + (1 - SLACK / 2));
      }
    }
    return new CodeTable(entries, base + groups * SLACK * step, step);
  }

  /** How many steps the partial products of a group are above the least; element by element. */
  private static void fill(
      Codebook codebook, double[] query, int group, double step, float[] above) {
    double perLevel = 1 / (Math.sqrt(query.length) * step);
    above[0] = 0;
    int known = 1;
    for (int j = 0; j < codebook.elements(); j++) {
      double element = query[group * codebook.elements() + j] * perLevel;
      double least = -Math.abs(element) * codebook.greatestLevel();
      for (int level = codebook.levelCount() - 1; level >= 0; level--) {
        float more = (float) (element * codebook.level(level) - least);
        int to = level * known;
        for (int i = 0; i < known; i++) {
          above[to + i] = above[i] + more;
        }
      }
      known *= codebook.levelCount();
    }
  }

  /** Groups of a row. */
  public int groups() {
    return entries.length / CodeBlocks.VALUES;
  }
}

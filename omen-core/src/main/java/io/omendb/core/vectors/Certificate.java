package io.omendb.core.vectors;

import io.omendb.Metric;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What it takes for a row to be as near as the k-th best known, and the proof that most rows are
 * not. The derivation is in docs/decisions/0009-searches-by-codes.md; in short:
 *
 * <p>A row at distance D or nearer has a cosine c to the query of at least t, which {@link Metric}
 * gives from D and the row's norm n: {@code t = perNorm / n + timesNorm n + constant}. Of the row's
 * unit vector x its codes stand for y = alpha x + beta u, u a unit vector orthogonal to x. So
 * {@code q y = alpha c + beta (q u)} with {@code |q u| <= sqrt(1 - c^2)}, and as c grows from t
 * this gets no smaller as long as {@code t >= -alpha / |y|}: rows with {@code q y < alpha t - beta
 * sqrt(1 - t^2)} are too far. The sum of table entries is an upper bound of q y, so it may take its
 * place.
 *
 * @param perNorm part of t that goes with 1 / n
 * @param timesNorm part of t that goes with n
 * @param constant the rest of t
 */
public record Certificate(double perNorm, double timesNorm, double constant) {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** What sums in double precision of a few thousand numbers below 2 may be off, amply. */
  static final double DOUBLE_SLACK = 1e-11;

  /**
   * What the float32 arithmetic of a kernel may be off: twelve roundings of numbers below 4, each
   * by half a unit of 2^-22 at most, and what cancels, doubled.
   */
  private static final double FLOAT_SLACK = 6e-6;

  /** Relative error of the three terms of t, each of at most four float32 roundings, doubled. */
  private static final double TERM_ERROR = 0x1p-21;

  /** Relative error of a norm in float32, doubled. */
  private static final double NORM_ERROR = 0x1p-23;

  /**
   * What a distance asks for.
   *
   * @param queryNorm length of the query, positive
   * @param worst the distance of {@link Metric}, finite
   */
  public static Certificate of(Metric metric, double queryNorm, double worst) {
    return switch (metric) {
      case COSINE -> new Certificate(0, 0, 1 - worst - DOUBLE_SLACK);
      case DOT -> new Certificate(-worst / queryNorm, 0, -DOUBLE_SLACK);
      case L2 ->
          new Certificate(
              (queryNorm - worst) * (queryNorm + worst) / (2 * queryNorm),
              1 / (2 * queryNorm),
              -DOUBLE_SLACK);
    };
  }

  /** The least cosine of a row of a norm, which may be rounded to float32. */
  double leastCosine(double norm) {
    double slack = NORM_ERROR * (Math.abs(perNorm) / norm + timesNorm * norm);
    return perNorm / norm + timesNorm * norm + constant - slack;
  }

  /** The bound for the sums of quarters. */
  public SumBound bound(VectorCodes codes, CodeTable table) {
    CodesHeader header = codes.header();
    double least = header.leastNorm();
    double greatest = header.greatestNorm();
    double terms =
        Math.abs(perNorm) / least + Math.abs(timesNorm) * greatest + Math.abs(constant) + 1;
    double slack = TERM_ERROR * terms;
    boolean same = hasOneNorm(codes);
    double alpha = header.alphas().value(0);
    double beta = header.betas().value(Byte.MAX_VALUE);
    return new SumBound(
        (float) (table.base() + FLOAT_SLACK),
        Math.nextUp((float) table.step()),
        header.alphas().base(),
        header.alphas().step(),
        header.betas().base(),
        header.betas().step(),
        same ? 0 : (float) perNorm,
        same ? 0 : (float) timesNorm,
        (float) ((same ? leastOf(least, greatest) : constant) - slack),
        // Beyond this nothing can be said; a little before it, for rounding.
        (float) (-alpha / Math.hypot(alpha, beta) + FLOAT_SLACK));
  }

  /** Whether one t does for all rows of a segment, which is faster. */
  public boolean hasOneNorm(VectorCodes codes) {
    return (perNorm == 0 && timesNorm == 0) || codes.hasOneNorm();
  }

  /** The least t of any norm between two: t has one extreme, a minimum where both terms meet. */
  private double leastOf(double least, double greatest) {
    double minimum = Math.min(leastCosine(least), leastCosine(greatest));
    if (perNorm > 0 && timesNorm > 0) {
      double norm = Math.clamp(Math.sqrt(perNorm / timesNorm), least, greatest);
      minimum = Math.min(minimum, leastCosine(norm));
    }
    return minimum;
  }

  /**
   * Keeps the rows that their bytes cannot exclude. With x' and q' what the bytes stand for, {@code
   * q x = q' x' + (q - q') x' + q (x - x')}, the last two of which are at most |q - q'| |x'| and |x
   * - x'|.
   *
   * @param rows the rows; those kept are moved to the front
   * @param products inner product of the query's bytes with those of each row
   * @return how many are kept
   */
  public int selectByBytes(
      VectorCodes codes, QueryCodes.QueryBytes query, int[] rows, int[] products, int count) {
    MemorySegment steps = codes.section(CodesSection.BYTE_STEPS);
    MemorySegment errors = codes.section(CodesSection.BYTE_ERRORS);
    MemorySegment norms = codes.section(CodesSection.NORMS);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      double error = errors.getAtIndex(FLOAT, row);
      double greatest =
          steps.getAtIndex(FLOAT, row) * query.step() * products[i]
              + query.error() * (1 + error)
              + error
              + DOUBLE_SLACK;
      boolean excluded = greatest < leastCosine(norms.getAtIndex(FLOAT, row));
      if (!excluded) {
        rows[kept++] = row;
      }
    }
    return kept;
  }
}

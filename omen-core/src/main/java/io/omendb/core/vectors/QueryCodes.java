package io.omendb.core.vectors;

import io.omendb.spi.compute.ComputeEngine;
import org.jspecify.annotations.Nullable;

/**
 * A query in the forms that go with {@link VectorCodes}, each made when it is asked for, once for
 * all segments. For one thread.
 */
public final class QueryCodes {
  private final double[] rotated;
  private @Nullable CodeTable signs;
  private @Nullable CodeTable quarters;
  private @Nullable QueryBytes bytes;

  private QueryCodes(double[] rotated) {
    this.rotated = rotated;
  }

  /**
   * The forms of a query; null where it is too short or too long to have any.
   *
   * @param norm its length
   */
  public static @Nullable QueryCodes of(float[] query, double norm) {
    if (!(norm >= RowEncoder.LEAST_NORM && norm <= RowEncoder.GREATEST_NORM)) {
      return null;
    }
    Rotation rotation = Rotation.of(query.length);
    double[] rotated = new double[rotation.rotatedDimension()];
    for (int i = 0; i < query.length; i++) {
      rotated[i] = query[i] / norm;
    }
    rotation.rotate(rotated);
    return new QueryCodes(rotated);
  }

  /** For sums over {@link CodesSection#SIGNS}. */
  public CodeTable signs() {
    if (signs == null) {
      signs = CodeTable.of(Codebook.SIGNS, rotated, false);
    }
    return signs;
  }

  /** For sums over {@link CodesSection#QUARTERS}. */
  public CodeTable quarters() {
    if (quarters == null) {
      quarters = CodeTable.of(Codebook.QUARTERS, rotated, true);
    }
    return quarters;
  }

  /** For products with {@link CodesSection#BYTES}. */
  public QueryBytes bytes() {
    if (bytes == null) {
      bytes = QueryBytes.of(rotated);
    }
    return bytes;
  }

  /**
   * A rotated unit query in equal steps.
   *
   * @param values as many as a row has bytes
   * @param step what one stands for
   * @param error distance between the query and what the values stand for, rounded up
   */
  public record QueryBytes(byte[] values, double step, double error) {
    private static QueryBytes of(double[] rotated) {
      double greatest = 0;
      for (double element : rotated) {
        greatest = Math.max(greatest, Math.abs(element));
      }
      double step = greatest / ComputeEngine.MAX_QUERY_BYTE;
      byte[] values = new byte[RowEncoder.byteLength(rotated.length)];
      double squared = 0;
      for (int i = 0; i < rotated.length; i++) {
        values[i] = (byte) Math.round(rotated[i] / step);
        double error = rotated[i] - values[i] * step;
        squared += error * error;
      }
      return new QueryBytes(values, step, Math.sqrt(squared) + Certificate.DOUBLE_SLACK);
    }
  }
}

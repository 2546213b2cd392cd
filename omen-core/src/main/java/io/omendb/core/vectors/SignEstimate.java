package io.omendb.core.vectors;

import io.omendb.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * About how far rows are, by their sums over {@link CodesSection#SIGNS}. The estimate of a cosine
 * is the inner product with what the signs stand for, divided by what it is on average where the
 * two vectors are the same. For one thread.
 */
public final class SignEstimate {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** 2 / pi: the square of the mean absolute value of a normal distribution. */
  private static final float SAME = 0.6366f;

  private final Metric metric;
  private final float queryNorm;
  private final float base;
  private final float step;
  private final boolean oneNorm;
  private final MemorySegment norms;

  private SignEstimate(Metric metric, double queryNorm, CodeTable table, VectorCodes codes) {
    this.metric = metric;
    this.queryNorm = (float) queryNorm;
    // Entries are rounded up, by half a step on average.
    this.base = (float) ((table.base() - table.groups() * table.step() / 2) / SAME);
    this.step = (float) (table.step() / SAME);
    this.oneNorm = metric == Metric.COSINE || codes.hasOneNorm();
    this.norms = codes.section(CodesSection.NORMS);
  }

  /** Estimates for a query over the rows of a segment. */
  public static SignEstimate of(
      Metric metric, double queryNorm, CodeTable table, VectorCodes codes) {
    return new SignEstimate(metric, queryNorm, table, codes);
  }

  /** The estimated distance of {@link Metric}, squared for {@code L2}. */
  public float distance(short sum, int row) {
    float norm = norms.getAtIndex(FLOAT, row);
    return distance(base + step * sum, norm);
  }

  private float distance(float cosine, float norm) {
    return switch (metric) {
      case COSINE -> 1 - cosine;
      case DOT -> -queryNorm * norm * cosine;
      case L2 -> queryNorm * queryNorm + norm * norm - 2 * queryNorm * norm * cosine;
    };
  }

  /**
   * Turns sums into keys that descend where distances ascend. Nothing to do where all rows have one
   * norm; otherwise 32,767 steps between the nearest and the farthest row.
   *
   * @param sums negative ones stay -1
   * @param firstRow the row of the first sum
   * @param distances receives the estimates where there is something to do
   * @return whether there was
   */
  public boolean toKeys(short[] sums, int count, int firstRow, float[] distances) {
    if (oneNorm) {
      return false;
    }
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      if (sums[i] >= 0) {
        distances[i] = distance(sums[i], firstRow + i);
        least = Math.min(least, distances[i]);
        greatest = Math.max(greatest, distances[i]);
      }
    }
    float perStep = greatest > least ? Short.MAX_VALUE / (greatest - least) : 0;
    for (int i = 0; i < count; i++) {
      if (sums[i] >= 0) {
        sums[i] = (short) ((greatest - distances[i]) * perStep);
      }
    }
    return true;
  }
}

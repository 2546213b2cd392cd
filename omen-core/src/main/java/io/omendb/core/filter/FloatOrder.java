package io.omendb.core.filter;

import io.omendb.predicate.Operator;

/**
 * Floats as whole numbers of the same order, so that one kind of test does for all numbers: {@code
 * -0.0} comes directly before {@code 0.0}, and a NaN lies beyond the infinities, inside no range.
 */
final class FloatOrder {
  private FloatOrder() {}

  /** The place of a float64, given by its bits. */
  static long of(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** The place of a float32, given by its bits. */
  static int of(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private static long of(double value, boolean narrow) {
    return narrow
        ? of(Float.floatToRawIntBits((float) value))
        : of(Double.doubleToRawLongBits(value));
  }

  /**
   * The places of the values that compare so with a finite one; {@code NOT_EQUAL} is no range.
   *
   * @param narrow whether the places are those of float32; the value need not be one
   */
  static LongRange range(Operator operator, double value, boolean narrow) {
    return switch (operator) {
      case EQUAL -> range(value, value, narrow);
      case LESS -> range(Double.NEGATIVE_INFINITY, Math.nextDown(value), narrow);
      case AT_MOST -> range(Double.NEGATIVE_INFINITY, value, narrow);
      case GREATER -> range(Math.nextUp(value), Double.POSITIVE_INFINITY, narrow);
      case AT_LEAST -> range(value, Double.POSITIVE_INFINITY, narrow);
      case NOT_EQUAL -> throw new AssertionError("negated before");
    };
  }

  /** The ends move inwards to the next value there is, and zeros outwards, to include both. */
  private static LongRange range(double low, double high, boolean narrow) {
    double first = low;
    double last = high;
    if (narrow) {
      first = (float) low < low ? Math.nextUp((float) low) : (float) low;
      last = (float) high > high ? Math.nextDown((float) high) : (float) high;
    }
    return new LongRange(of(first == 0 ? -0.0 : first, narrow), of(last == 0 ? 0.0 : last, narrow));
  }
}

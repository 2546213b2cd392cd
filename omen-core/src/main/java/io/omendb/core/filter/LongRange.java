package io.omendb.core.filter;

import io.omendb.predicate.Literal;
import io.omendb.predicate.Operator;

/**
 * The whole numbers {@code low..high}, both included; none where low is greater.
 *
 * @param low the least
 * @param high the greatest
 */
record LongRange(long low, long high) {
  static final LongRange NONE = new LongRange(Long.MAX_VALUE, Long.MIN_VALUE);
  static final LongRange ALL = new LongRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /** The numbers that compare so with a number; {@code NOT_EQUAL} is no range. */
  static LongRange of(Operator operator, Literal literal) {
    return switch (literal) {
      case Literal.Int64(long value) -> of(operator, value);
      case Literal.Float64(double value) -> of(operator, value);
      case Literal.Text _, Literal.Bool _ -> throw new AssertionError("checked before");
    };
  }

  static LongRange of(Operator operator, long value) {
    return switch (operator) {
      case EQUAL -> new LongRange(value, value);
      case LESS -> value == Long.MIN_VALUE ? NONE : new LongRange(Long.MIN_VALUE, value - 1);
      case AT_MOST -> new LongRange(Long.MIN_VALUE, value);
      case GREATER -> value == Long.MAX_VALUE ? NONE : new LongRange(value + 1, Long.MAX_VALUE);
      case AT_LEAST -> new LongRange(value, Long.MAX_VALUE);
      case NOT_EQUAL -> throw new AssertionError("negated before");
    };
  }

  /* Exact: a double below 2^63 in size that is a whole number converts to long without loss, and
   * one that is not whole lies between two neighbouring longs. */
  private static LongRange of(Operator operator, double value) {
    boolean below = operator == Operator.LESS || operator == Operator.AT_MOST;
    if (value >= 0x1p63 || value < -0x1p63) {
      boolean all = operator != Operator.EQUAL && below == value > 0;
      return all ? ALL : NONE;
    }
    double floor = Math.floor(value);
    if (floor == value) {
      return of(operator, (long) value);
    }
    return operator == Operator.EQUAL
        ? NONE
        : of(below ? Operator.AT_MOST : Operator.GREATER, (long) floor);
  }

  boolean isEmpty() {
    return low > high;
  }

  LongRange and(LongRange other) {
    return new LongRange(Math.max(low, other.low), Math.min(high, other.high));
  }
}

package io.omendb.core.filter;

import io.omendb.predicate.Operator;
import java.util.Arrays;

/**
 * Tests of float32 and float64 columns, as doubles. A NaN fails them all; {@code -0.0} is {@code
 * 0.0}.
 */
abstract sealed class DoubleTest implements ValueTest {
  private DoubleTest() {}

  abstract boolean matches(double value);

  /** As {@link LongTest#test}. */
  abstract void test(double[] values, int count, long[] words);

  /** Of values in {@code least..greatest}, none a NaN. */
  abstract Verdict verdict(double least, double greatest);

  @Override
  public final boolean matches(Object value) {
    return matches(((Number) value).doubleValue());
  }

  /** Values that compare so with a finite one; {@code NOT_EQUAL} is no range. */
  static DoubleTest of(Operator operator, double value) {
    return switch (operator) {
      case EQUAL -> new InRange(value, value);
      case LESS -> new InRange(Double.NEGATIVE_INFINITY, Math.nextDown(value));
      case AT_MOST -> new InRange(Double.NEGATIVE_INFINITY, value);
      case GREATER -> new InRange(Math.nextUp(value), Double.POSITIVE_INFINITY);
      case AT_LEAST -> new InRange(value, Double.POSITIVE_INFINITY);
      case NOT_EQUAL -> throw new AssertionError("negated before");
    };
  }

  /** Values of a range, both ends included. */
  static final class InRange extends DoubleTest {
    private final double low;
    private final double high;

    private InRange(double low, double high) {
      this.low = low;
      this.high = high;
    }

    @Override
    boolean matches(double value) {
      return value >= low && value <= high;
    }

    @Override
    void test(double[] values, int count, long[] words) {
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        long bits = 0;
        for (int i = start; i < end; i++) {
          double value = values[i];
          bits |= ((value >= low ? 1L : 0L) & (value <= high ? 1L : 0L)) << i;
        }
        words[word] = bits;
      }
    }

    @Override
    Verdict verdict(double least, double greatest) {
      return Verdict.of(greatest < low || least > high, least >= low && greatest <= high);
    }

    @Override
    public int cost() {
      return 3;
    }
  }

  /** Some values. */
  static final class OneOf extends DoubleTest {
    private final double[] sorted;

    /**
     * @param values one at least, all finite
     */
    OneOf(double[] values) {
      this.sorted = Arrays.stream(values).map(OneOf::oneZero).sorted().distinct().toArray();
    }

    /** Sorting and searching tell the zeros apart. */
    private static double oneZero(double value) {
      return value + 0.0;
    }

    @Override
    boolean matches(double value) {
      return Arrays.binarySearch(sorted, oneZero(value)) >= 0;
    }

    @Override
    void test(double[] values, int count, long[] words) {
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        long bits = 0;
        for (int i = start; i < end; i++) {
          bits |= (matches(values[i]) ? 1L : 0L) << i;
        }
        words[word] = bits;
      }
    }

    @Override
    Verdict verdict(double least, double greatest) {
      return Verdict.of(
          greatest < sorted[0] || least > sorted[sorted.length - 1],
          least == greatest && matches(least));
    }

    @Override
    public int cost() {
      return 4;
    }
  }
}

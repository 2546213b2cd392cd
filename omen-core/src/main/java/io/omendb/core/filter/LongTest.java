package io.omendb.core.filter;

import io.omendb.core.arrow.Timestamps;
import java.time.Instant;
import java.util.Arrays;

/**
 * Tests of numbers, timestamps and the key, as whole numbers; floats by their {@link FloatOrder}.
 */
abstract sealed class LongTest implements ValueTest {
  private LongTest() {}

  abstract boolean matches(long value);

  /**
   * Sets bit i of the words where value i passes, and clears it elsewhere.
   *
   * @param count how many values; bits of the last word beyond them come out clear
   */
  abstract void test(long[] values, int count, long[] words);

  /** Of values in {@code least..greatest}. */
  abstract Verdict verdict(long least, long greatest);

  @Override
  public final boolean matches(Object value) {
    return matches(
        switch (value) {
          case Instant instant -> Timestamps.toMicros(instant);
          case Double number -> FloatOrder.of(Double.doubleToRawLongBits(number));
          case Float number -> FloatOrder.of(Float.floatToRawIntBits(number));
          case Number number -> number.longValue();
          default -> throw new AssertionError(value.getClass());
        });
  }

  /** Values of a range that is not empty. */
  static final class InRange extends LongTest {
    private final LongRange range;

    InRange(LongRange range) {
      assert !range.isEmpty();
      this.range = range;
    }

    LongRange range() {
      return range;
    }

    @Override
    boolean matches(long value) {
      return value >= range.low() && value <= range.high();
    }

    @Override
    void test(long[] values, int count, long[] words) {
      long low = range.low();
      long width = range.high() - low;
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        long bits = 0;
        for (int i = start; i < end; i++) {
          bits |= BranchFree.isBelow(width, values[i] - low) << i;
        }
        words[word] = end - start == Long.SIZE ? ~bits : ~bits & ((1L << end) - 1);
      }
    }

    @Override
    Verdict verdict(long least, long greatest) {
      return Verdict.of(
          greatest < range.low() || least > range.high(),
          least >= range.low() && greatest <= range.high());
    }

    @Override
    public int cost() {
      return 1;
    }
  }

  /** Some values. */
  static final class OneOf extends LongTest {
    private static final int FEW = 8;

    private final long[] sorted;

    /**
     * @param values one at least
     */
    OneOf(long[] values) {
      this.sorted = Arrays.stream(values).sorted().distinct().toArray();
    }

    @Override
    boolean matches(long value) {
      return Arrays.binarySearch(sorted, value) >= 0;
    }

    @Override
    void test(long[] values, int count, long[] words) {
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        words[word] = sorted.length <= FEW ? few(values, start, end) : many(values, start, end);
      }
    }

    private long few(long[] values, int start, int end) {
      long bits = 0;
      for (long wanted : sorted) {
        for (int i = start; i < end; i++) {
          bits |= BranchFree.isZero(values[i] ^ wanted) << i;
        }
      }
      return bits;
    }

    private long many(long[] values, int start, int end) {
      long bits = 0;
      for (int i = start; i < end; i++) {
        bits |= (matches(values[i]) ? 1L : 0L) << i;
      }
      return bits;
    }

    @Override
    Verdict verdict(long least, long greatest) {
      return Verdict.of(
          greatest < sorted[0] || least > sorted[sorted.length - 1],
          least == greatest && matches(least));
    }

    @Override
    public int cost() {
      return 2;
    }
  }
}

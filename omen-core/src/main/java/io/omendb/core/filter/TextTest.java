package io.omendb.core.filter;

import io.omendb.predicate.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tests of utf8 columns, by their bytes, whose order is that of code points. Most values are
 * decided by their length and first eight bytes, which a {@link TextBlock} has ready; only the
 * others are read to their end.
 */
abstract sealed class TextTest implements ValueTest {
  private TextTest() {}

  abstract boolean matches(byte[] value);

  /** As {@link LongTest#test}. */
  abstract void test(TextBlock values, int count, long[] words);

  /** Of values with first bytes in {@code least..greatest}, unsigned. */
  abstract Verdict verdict(long least, long greatest);

  @Override
  public final boolean matches(Object value) {
    return matches(((String) value).getBytes(StandardCharsets.UTF_8));
  }

  /** Values that compare so with a text; {@code NOT_EQUAL} is negated before. */
  static TextTest of(Operator operator, byte[] text) {
    return operator == Operator.EQUAL ? new Equal(text) : new Compare(operator, text);
  }

  /** One value. */
  static final class Equal extends TextTest {
    private final byte[] text;
    private final long head;

    Equal(byte[] text) {
      this.text = text;
      this.head = TextBlock.head(text);
    }

    @Override
    boolean matches(byte[] value) {
      return Arrays.equals(value, text);
    }

    @Override
    void test(TextBlock values, int count, long[] words) {
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        words[word] = values.beginning(start, end, text, head, false);
      }
    }

    @Override
    Verdict verdict(long least, long greatest) {
      return Verdict.of(outside(head, head, least, greatest), false);
    }

    @Override
    public int cost() {
      return 6;
    }
  }

  /** Values that begin with a text. */
  static final class StartsWith extends TextTest {
    private final byte[] prefix;
    private final long head;
    private final long mask;

    StartsWith(byte[] prefix) {
      this.prefix = prefix;
      this.head = TextBlock.head(prefix);
      this.mask = TextBlock.mask(prefix.length);
    }

    @Override
    boolean matches(byte[] value) {
      return value.length >= prefix.length
          && Arrays.equals(value, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    void test(TextBlock values, int count, long[] words) {
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        words[word] = values.beginning(start, end, prefix, head, true);
      }
    }

    @Override
    Verdict verdict(long least, long greatest) {
      return Verdict.of(outside(head, head | ~mask, least, greatest), false);
    }

    @Override
    public int cost() {
      return 6;
    }
  }

  /** Values less or greater than a text. */
  static final class Compare extends TextTest {
    private final byte[] text;
    private final long head;
    private final boolean less;
    private final boolean orEqual;

    Compare(Operator operator, byte[] text) {
      this.text = text;
      this.head = TextBlock.head(text);
      this.less = operator == Operator.LESS || operator == Operator.AT_MOST;
      this.orEqual = operator == Operator.AT_MOST || operator == Operator.AT_LEAST;
    }

    private boolean passes(int comparison) {
      return comparison == 0 ? orEqual : less == comparison < 0;
    }

    @Override
    boolean matches(byte[] value) {
      return passes(Arrays.compareUnsigned(value, text));
    }

    @Override
    void test(TextBlock values, int count, long[] words) {
      long[] heads = values.heads();
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        long passed = 0;
        long open = 0;
        for (int i = start; i < end; i++) {
          passed |= BranchFree.isBelow(less ? heads[i] : head, less ? head : heads[i]) << i;
          open |= BranchFree.isZero(heads[i] ^ head) << i;
        }
        words[word] = passed | decided(values, open, start);
      }
    }

    /** Those of the rows that pass, though their first bytes are the same. */
    private long decided(TextBlock values, long open, int start) {
      long passed = 0;
      for (long left = open; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        passed |= (passes(values.compare(start + bit, head, text)) ? 1L : 0L) << bit;
      }
      return passed;
    }

    @Override
    Verdict verdict(long least, long greatest) {
      boolean below = Long.compareUnsigned(greatest, head) < 0;
      boolean above = Long.compareUnsigned(least, head) > 0;
      return Verdict.of(less ? above : below, less ? below : above);
    }

    @Override
    public int cost() {
      return 8;
    }
  }

  /** Some values. */
  static final class OneOf extends TextTest {
    private static final int FEW = 8;

    private final byte[][] sorted;
    private final Equal[] equals;
    private final long[] heads;

    /**
     * @param texts one at least
     */
    OneOf(List<byte[]> texts) {
      this.sorted = texts.stream().sorted(Arrays::compareUnsigned).toArray(byte[][]::new);
      this.equals = Arrays.stream(sorted).map(Equal::new).toArray(Equal[]::new);
      this.heads = Arrays.stream(sorted).mapToLong(TextBlock::head).toArray();
    }

    @Override
    boolean matches(byte[] value) {
      return Arrays.binarySearch(sorted, value, Arrays::compareUnsigned) >= 0;
    }

    @Override
    void test(TextBlock values, int count, long[] words) {
      if (sorted.length > FEW) {
        searchAll(values, count, words);
        return;
      }
      long[] one = new long[words.length];
      Arrays.fill(words, 0);
      for (Equal equal : equals) {
        equal.test(values, count, one);
        for (int word = 0; word < words.length; word++) {
          words[word] |= one[word];
        }
      }
    }

    private void searchAll(TextBlock values, int count, long[] words) {
      for (int start = 0, word = 0; start < count; start += Long.SIZE, word++) {
        int end = Math.min(count, start + Long.SIZE);
        long bits = 0;
        for (int i = start; i < end; i++) {
          bits |= (contains(values, i) ? 1L : 0L) << i;
        }
        words[word] = bits;
      }
    }

    private boolean contains(TextBlock values, int i) {
      int low = 0;
      int high = sorted.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int comparison = values.compare(i, heads[middle], sorted[middle]);
        if (comparison == 0) {
          return true;
        }
        if (comparison < 0) {
          high = middle - 1;
        } else {
          low = middle + 1;
        }
      }
      return false;
    }

    @Override
    Verdict verdict(long least, long greatest) {
      return Verdict.of(outside(heads[0], heads[heads.length - 1], least, greatest), false);
    }

    @Override
    public int cost() {
      return 10;
    }
  }

  private static boolean outside(long low, long high, long least, long greatest) {
    return Long.compareUnsigned(greatest, low) < 0 || Long.compareUnsigned(least, high) > 0;
  }
}

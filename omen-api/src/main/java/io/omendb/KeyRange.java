package io.omendb;

import org.jspecify.annotations.Nullable;

/**
 * The keys with {@code from <= key < to}.
 *
 * @param from first key
 * @param to one past the last key; null for no upper bound, so that {@code Long.MAX_VALUE} can be
 *     reached
 */
public record KeyRange(long from, @Nullable Long to) {
  /** Every key. */
  public static final KeyRange ALL = new KeyRange(Long.MIN_VALUE, null);

  public KeyRange {
    if (to != null && to < from) {
      throw OmenException.invalid(
          "to", "The key range is reversed: from " + from + " to " + to, "swap from and to");
    }
  }

  /** {@code from <= key < to}; empty where both are equal. */
  public static KeyRange of(long from, long to) {
    return new KeyRange(from, to);
  }

  /** The range between two optional bounds. */
  public static KeyRange between(@Nullable Long from, @Nullable Long to) {
    return new KeyRange(from == null ? Long.MIN_VALUE : from, to);
  }

  /** Whether no key is inside. */
  public boolean isEmpty() {
    return to != null && to <= from;
  }

  /** Whether the key is inside. */
  public boolean contains(long key) {
    return key >= from && (to == null || key < to);
  }

  /** The greatest key inside; only meaningful where the range is not empty. */
  public long last() {
    return to == null ? Long.MAX_VALUE : to - 1;
  }
}

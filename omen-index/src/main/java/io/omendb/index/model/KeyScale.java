package io.omendb.index.model;

import io.omendb.index.search.SortedKeys;

/**
 * Maps keys to their distance from the smallest, which a model computes with. The distance is
 * subtracted as an integer, so keys beyond 2^53 keep every bit; where keys span 2^63 or more the
 * lowest bit goes, so that a distance is never negative.
 *
 * @param minimum the smallest key
 * @param maximum the greatest key; less than the smallest where there are no keys
 * @param shift bits dropped from a distance, 0 or 1
 */
public record KeyScale(long minimum, long maximum, int shift) {
  /** The scale of keys. */
  public static KeyScale of(SortedKeys keys) {
    if (keys.size() == 0) {
      return new KeyScale(Long.MAX_VALUE, Long.MIN_VALUE, 0);
    }
    long minimum = keys.key(0);
    long maximum = keys.key(keys.size() - 1);
    return new KeyScale(minimum, maximum, maximum - minimum < 0 ? 1 : 0);
  }

  /** Whether a key is less than all keys or greater than all keys. */
  public boolean excludes(long key) {
    return key < minimum || key > maximum;
  }

  /** Distance of a key in minimum..maximum from the minimum, 0 or more, ascending with the key. */
  public long offset(long key) {
    return (key - minimum) >>> shift;
  }

  /** The key that is nearest to this one in minimum..maximum. */
  public long clamped(long key) {
    return Math.max(minimum, Math.min(key, maximum));
  }

  /** Distance of the key that is nearest to this one in minimum..maximum. */
  public long clampedOffset(long key) {
    return offset(clamped(key));
  }
}

package io.omendb.core.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Says of most absent keys that they are absent, and never so of a key that is there: a blocked
 * Bloom filter, in which all bits of a key lie in one 64-bit word, so that a question costs one
 * cache miss (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007). With
 * two bytes a key it lets through one absent key of about a hundred and fifty. Immutable.
 */
final class KeyFilter {
  private static final ValueLayout.OfLong KEY =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int KEYS_PER_WORD = 4;
  private static final int BITS_PER_KEY = 5;
  private static final int BIT_NUMBER_BITS = 6;

  private final long[] words;

  private KeyFilter(long[] words) {
    this.words = words;
  }

  /**
   * The filter of keys.
   *
   * @param keys little-endian int64
   */
  static KeyFilter of(MemorySegment keys) {
    long count = keys.byteSize() / Long.BYTES;
    long[] words = new long[(int) Math.ceilDiv(Math.max(1, count), KEYS_PER_WORD)];
    for (long i = 0; i < count; i++) {
      long hash = hash(keys.getAtIndex(KEY, i));
      words[word(hash, words.length)] |= bits(hash);
    }
    return new KeyFilter(words);
  }

  /** False only where the key is not there. */
  boolean mayContain(long key) {
    long hash = hash(key);
    long bits = bits(hash);
    return (words[word(hash, words.length)] & bits) == bits;
  }

  /** Bytes of memory. */
  long sizeInBytes() {
    return (long) words.length * Long.BYTES;
  }

  /** The finisher of MurmurHash3: every bit of the key moves every bit of the hash. */
  private static long hash(long key) {
    long hash = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** By the upper bits; {@link #bits} takes the lower. */
  private static int word(long hash, int words) {
    return (int) Math.unsignedMultiplyHigh(hash, words);
  }

  private static long bits(long hash) {
    long bits = 0;
    for (int i = 0; i < BITS_PER_KEY; i++) {
      bits |= 1L << (hash >>> (i * BIT_NUMBER_BITS)); // a shift counts modulo 64
    }
    return bits;
  }
}

package io.omendb.benchmarks.peers;

import java.util.SplittableRandom;

/**
 * Values of random bytes that do not compress. The key says which one is its value, so that every
 * value read can be checked without keeping those written. Immutable.
 */
public final class RowValues {
  private static final int MAX_COUNT = 1 << 16;
  private static final int MIN_COUNT = 1 << 4;
  private static final long POOL_BYTES = 64L << 20;

  private final byte[][] pool;
  private final long salt;

  private RowValues(byte[][] pool, long salt) {
    this.pool = pool;
    this.salt = salt;
  }

  /** Values of one length. */
  public static RowValues of(int valueBytes, long seed) {
    int fitting = Math.clamp(POOL_BYTES / valueBytes, MIN_COUNT, MAX_COUNT);
    byte[][] pool = new byte[Integer.highestOneBit(fitting)][valueBytes];
    SplittableRandom random = new SplittableRandom(seed);
    for (byte[] value : pool) {
      random.nextBytes(value);
    }
    return new RowValues(pool, 0);
  }

  /** The same values under other keys, for rows that are written again. */
  public RowValues shuffled(long otherSalt) {
    return new RowValues(pool, otherSalt);
  }

  /** The value of a key, not to be changed. */
  public byte[] of(long key) {
    long mixed = (key ^ salt) * 0x9E3779B97F4A7C15L;
    return pool[(int) (mixed >>> 40) & (pool.length - 1)];
  }

  /** The values of keys, not to be changed. */
  public byte[][] of(long[] keys) {
    byte[][] values = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      values[i] = of(keys[i]);
    }
    return values;
  }
}

package io.omendb.benchmarks.service;

import java.util.SplittableRandom;

/**
 * Rows that client and server agree on without telling each other. The key of row i is i times
 * 2^20, and a hash of i below that: unevenly spaced, and pgbench can compute it too. The value is
 * random bytes drawn from the key. Immutable.
 *
 * @param rows rows in the beginning, numbers 0..rows-1
 * @param valueBytes length of a value
 */
record ServiceRows(int rows, int valueBytes) {
  static final int SPACING_BITS = 20;

  /** Rows that are written later have numbers from {@code rows} to this. */
  static final long MOST_ROWS = 1L << 42;

  private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The key of a row, ascending with its number. */
  static long key(long number) {
    return (number << SPACING_BITS) + (fnv1a(number) & ((1L << SPACING_BITS) - 1));
  }

  /** pgbench's {@code hash_fnv1a(number, 0)}. */
  private static long fnv1a(long number) {
    long hash = FNV_OFFSET_BASIS;
    for (int i = 0; i < Long.BYTES; i++) {
      hash = (hash ^ (number >> (i * Byte.SIZE) & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** The value under a key. */
  byte[] value(long key) {
    byte[] value = new byte[valueBytes];
    new SplittableRandom(key).nextBytes(value);
    return value;
  }
}

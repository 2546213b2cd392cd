package io.omendb.benchmarks.ycsb;

/** The hash that YCSB scatters numbers with: FNV-1a of the eight bytes, without a sign. */
final class Fnv {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fnv() {}

  /** The hash of a number, the least byte first; not negative. */
  static long hash(long number) {
    long hash = OFFSET_BASIS;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((number >>> shift) & 0xff)) * PRIME;
    }
    return Math.absExact(hash);
  }
}

package io.omendb.benchmarks.peers;

import java.nio.file.Path;

/**
 * Where a store lies and how much it will hold, so that caches fit.
 *
 * @param directory there, and empty or with what the same store wrote
 * @param rows about how many there will be
 * @param valueBytes length of a value
 */
public record PeerSetup(Path directory, long rows, int valueBytes) {
  /** Most memory that a store gets as its cache. */
  private static final long MAX_CACHE_BYTES = 3L << 30;

  private static final long MIN_CACHE_BYTES = 64L << 20;

  /** Bytes of keys and values. */
  public long dataBytes() {
    return rows * (Long.BYTES + valueBytes);
  }

  /** Memory for a cache: all the data with room to spare, but at most 3 GiB. */
  public long cacheBytes() {
    return Math.clamp(2 * dataBytes(), MIN_CACHE_BYTES, MAX_CACHE_BYTES);
  }
}

package io.omendb.spi.compute;

import java.lang.foreign.MemorySegment;

/** Queries made ready to be multiplied with rows, block after block. For one thread. */
@FunctionalInterface
public interface RowMultiplier {
  /**
   * The inner products of the queries with contiguous rows, each off by at most {@code (d + 8)
   * 2^-24 |q| |v|} where nothing overflows.
   *
   * @param rows {@code count} rows, as for {@link ComputeEngine#batchDistance}
   * @param products receives row after row: {@code products[row * queries + query]}
   * @throws IndexOutOfBoundsException where rows or products are too short
   */
  void multiply(MemorySegment rows, int count, float[] products);
}

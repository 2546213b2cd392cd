package io.omendb.benchmarks.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What a core can read: adds up memory as 64-bit integers, a whole register at a time and into four
 * sums, so that no addition waits for another. Compiled, the loop is four loads and additions.
 */
final class PlainRead {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int VECTOR_BYTES = SPECIES.vectorByteSize();
  private static final int PASS_BYTES = 4 * VECTOR_BYTES;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private PlainRead() {}

  /** The sum of all whole 64-bit integers, modulo 2^64. */
  static long sum(MemorySegment memory) {
    LongVector sum0 = LongVector.zero(SPECIES);
    LongVector sum1 = sum0;
    LongVector sum2 = sum0;
    LongVector sum3 = sum0;
    int passes = Math.toIntExact(memory.byteSize() / PASS_BYTES);
    for (int i = 0; i < passes; i++) {
      long from = (long) i * PASS_BYTES;
      sum0 = sum0.add(LongVector.fromMemorySegment(SPECIES, memory, from, ORDER));
      sum1 = sum1.add(LongVector.fromMemorySegment(SPECIES, memory, from + VECTOR_BYTES, ORDER));
      sum2 =
          sum2.add(LongVector.fromMemorySegment(SPECIES, memory, from + 2L * VECTOR_BYTES, ORDER));
      sum3 =
          sum3.add(LongVector.fromMemorySegment(SPECIES, memory, from + 3L * VECTOR_BYTES, ORDER));
    }
    return sum0.add(sum1).add(sum2.add(sum3)).reduceLanes(VectorOperators.ADD)
        + oneByOne(memory, (long) passes * PASS_BYTES);
  }

  /** The same from an offset on, one by one. */
  static long oneByOne(MemorySegment memory, long from) {
    ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER);
    long sum = 0;
    for (long at = from; at + Long.BYTES <= memory.byteSize(); at += Long.BYTES) {
      sum += memory.get(layout, at);
    }
    return sum;
  }
}

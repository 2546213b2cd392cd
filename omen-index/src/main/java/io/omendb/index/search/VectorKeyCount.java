package io.omendb.index.search;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link KeyCount} with the Vector API; apart, so that it is loaded only where the API is there.
 */
final class VectorKeyCount {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  private VectorKeyCount() {}

  /** Number of keys less than this one; {@code length} is a multiple of {@link #LANES}. */
  static int less(MemorySegment keys, int start, int length, long key) {
    long offset = (long) start << 3;
    int count = 0;
    for (int i = 0; i < length; i += LANES) {
      count +=
          LongVector.fromMemorySegment(SPECIES, keys, offset + 8L * i, ByteOrder.LITTLE_ENDIAN)
              .compare(VectorOperators.LT, key)
              .trueCount();
    }
    return count;
  }
}

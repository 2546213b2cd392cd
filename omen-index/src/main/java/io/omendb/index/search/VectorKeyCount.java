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

  /** Number of keys less than this one; {@code length} is one of the two of {@link KeyCount}. */
  static int less(MemorySegment keys, int start, int length, long key) {
    int count = 0;
    for (int i = 0; i < KeyCount.SHORT_RUN; i += LANES) {
      count += less(keys, start + i, key);
    }
    if (length > KeyCount.SHORT_RUN) {
      for (int i = KeyCount.SHORT_RUN; i < KeyCount.LONG_RUN; i += LANES) {
        count += less(keys, start + i, key);
      }
    }
    return count;
  }

  private static int less(MemorySegment keys, int start, long key) {
    return LongVector.fromMemorySegment(SPECIES, keys, (long) start << 3, ByteOrder.LITTLE_ENDIAN)
        .compare(VectorOperators.LT, key)
        .trueCount();
  }
}

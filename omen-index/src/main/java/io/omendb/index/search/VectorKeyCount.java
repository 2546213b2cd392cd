package io.omendb.index.search;

import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link KeyCount} with the Vector API; apart, so that it is loaded only where the API is there.
 */
final class VectorKeyCount {
  static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  private VectorKeyCount() {}

  /** Number of keys less than this one; {@code length} is one of the two of {@link KeyCount}. */
  static int less(SortedKeys keys, int start, int length, long key) {
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

  /** Number of keys less than this one among as many as there are lanes. */
  static int less(SortedKeys keys, int start, long key) {
    return load(keys, start).compare(VectorOperators.LT, key).trueCount();
  }

  /** The keys from a position on, as many as there are lanes; they must be there. */
  static LongVector load(SortedKeys keys, int start) {
    return keys.array == null
        ? LongVector.fromMemorySegment(
            SPECIES, Memory.ALL, keys.address + ((long) start << 3), ByteOrder.LITTLE_ENDIAN)
        : LongVector.fromArray(SPECIES, keys.array, keys.first + start);
  }
}

package io.omendb.index.search;

import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link KeyCompare} with the Vector API; apart, so that it is loaded only where the API is there.
 */
final class VectorKeyCompare {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  private VectorKeyCompare() {}

  static int firstEqual(SortedKeys keys, int start, int width, long key) {
    long equal = 0;
    for (int i = 0; i < KeyCompare.TWO_LINES; i += LANES) {
      equal |= equal(keys, start + i, key) << i;
    }
    if (width > KeyCompare.TWO_LINES) {
      for (int i = KeyCompare.TWO_LINES; i < KeyCompare.THREE_LINES; i += LANES) {
        equal |= equal(keys, start + i, key) << i;
      }
    }
    return Long.numberOfTrailingZeros(equal);
  }

  static int less(SortedKeys keys, int start, int width, long key) {
    int count = 0;
    for (int i = 0; i < KeyCompare.TWO_LINES; i += LANES) {
      count += less(keys, start + i, key);
    }
    if (width > KeyCompare.TWO_LINES) {
      for (int i = KeyCompare.TWO_LINES; i < KeyCompare.THREE_LINES; i += LANES) {
        count += less(keys, start + i, key);
      }
    }
    return count;
  }

  private static long equal(SortedKeys keys, int start, long key) {
    return load(keys, start).compare(VectorOperators.EQ, key).toLong();
  }

  private static int less(SortedKeys keys, int start, long key) {
    return load(keys, start).compare(VectorOperators.LT, key).trueCount();
  }

  private static LongVector load(SortedKeys keys, int start) {
    return keys.array == null
        ? LongVector.fromMemorySegment(
            SPECIES, Memory.ALL, keys.address + ((long) start << 3), ByteOrder.LITTLE_ENDIAN)
        : LongVector.fromArray(SPECIES, keys.array, keys.first + start);
  }
}

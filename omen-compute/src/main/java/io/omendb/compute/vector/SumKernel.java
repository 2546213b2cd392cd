package io.omendb.compute.vector;

import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Chooses rows by their sums. */
final class SumKernel {
  /* The greatest of many sums without a heap: bisect the threshold on a sample, collect what passes
   * it in one pass, and trim that by a histogram. Where the sample misled, the threshold moves.
   */
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final int LANES = SHORTS.length();

  /** One register of so many is in the sample. */
  private static final int SAMPLED = 8;

  /** How many more than wanted the threshold aims at, in tenths, and at least that many sampled. */
  private static final int TENTHS = 14;

  private static final int LEAST_SAMPLED = 6;

  private SumKernel() {}

  /** See {@code ComputeEngine.keepSums}. */
  static void keep(short[] sums, int count, long[] bits) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      long word = bits[i >>> 6] >>> i;
      VectorMask<Short> kept = VectorMask.fromLong(SHORTS, word);
      ShortVector.broadcast(SHORTS, -1)
          .blend(ShortVector.fromArray(SHORTS, sums, i), kept)
          .intoArray(sums, i);
    }
    for (; i < count; i++) {
      if ((bits[i >>> 6] >>> i & 1) == 0) {
        sums[i] = -1;
      }
    }
  }

  /** See {@code ComputeEngine.selectGreatest}. */
  static int selectGreatest(short[] sums, int count, int wanted, int[] positions) {
    if (wanted <= 0 || count == 0) {
      return 0;
    }
    int aim = Math.max(LEAST_SAMPLED, (int) ((long) wanted * TENTHS / 10 / SAMPLED));
    int least = sampledThreshold(sums, count, aim, Short.MAX_VALUE);
    int passed = count(sums, count, least);
    while (passed < wanted && least > 0) {
      aim = (int) Math.min(Integer.MAX_VALUE / 2, 2L * aim);
      least = aim * (long) SAMPLED > count ? 0 : sampledThreshold(sums, count, aim, least);
      passed = count(sums, count, least);
    }
    return new GreatestSums(sums, count, least, passed).select(wanted, positions);
  }

  /** The greatest threshold that so many of the sample pass. */
  private static int sampledThreshold(short[] sums, int count, int passing, int atMost) {
    int low = 0;
    int high = atMost;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (countSample(sums, count, middle) >= passing) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static int countSample(short[] sums, int count, int least) {
    ShortVector bound = ShortVector.broadcast(SHORTS, least);
    int passed = 0;
    for (int i = 0; i <= count - LANES; i += SAMPLED * LANES) {
      passed +=
          ShortVector.fromArray(SHORTS, sums, i).compare(VectorOperators.GE, bound).trueCount();
    }
    return passed;
  }

  private static int count(short[] sums, int count, int least) {
    ShortVector bound = ShortVector.broadcast(SHORTS, least);
    int passed = 0;
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      passed +=
          ShortVector.fromArray(SHORTS, sums, i).compare(VectorOperators.GE, bound).trueCount();
    }
    for (; i < count; i++) {
      passed += sums[i] >= least ? 1 : 0;
    }
    return passed;
  }

  /** Positions of the sums that are at least a threshold, ascending. */
  static int collect(short[] sums, int count, int least, int[] positions) {
    ShortVector bound = ShortVector.broadcast(SHORTS, least);
    int collected = 0;
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      long bits =
          ShortVector.fromArray(SHORTS, sums, i).compare(VectorOperators.GE, bound).toLong();
      for (; bits != 0; bits &= bits - 1) {
        positions[collected++] = i + Long.numberOfTrailingZeros(bits);
      }
    }
    for (; i < count; i++) {
      if (sums[i] >= least) {
        positions[collected++] = i;
      }
    }
    return collected;
  }
}

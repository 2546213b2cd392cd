package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.LANES;
import static io.omendb.compute.vector.Rows.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Finds the few distances of a block that are not greater than a bound. */
final class SelectKernel {
  /* A good bound lets few rows pass, so the common path is one compare and one branch per register;
   * the set bits of the others are walked one by one.
   */
  private SelectKernel() {}

  static int select(float[] distances, int count, float bound, int[] positions) {
    FloatVector bounds = FloatVector.broadcast(SPECIES, bound);
    int selected = 0;
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> inside = SPECIES.indexInRange(i, count);
      // Not LE: a NaN is not greater than anything, and so selected.
      VectorMask<Float> greater =
          FloatVector.fromArray(SPECIES, distances, i, inside).compare(VectorOperators.GT, bounds);
      for (long bits = inside.andNot(greater).toLong(); bits != 0; bits &= bits - 1) {
        positions[selected++] = i + Long.numberOfTrailingZeros(bits);
      }
    }
    return selected;
  }
}

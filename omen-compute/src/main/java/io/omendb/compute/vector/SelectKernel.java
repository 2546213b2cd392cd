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

  /** See {@code ComputeEngine.selectAtLeast}. */
  static int selectAtLeast(float[] products, int count, float[] least, int[] positions) {
    int selected = 0;
    for (int row = 0; row < count; row++) {
      int first = row * least.length;
      for (int q = 0; q < least.length; q += LANES) {
        VectorMask<Float> inside = SPECIES.indexInRange(q, least.length);
        VectorMask<Float> less =
            FloatVector.fromArray(SPECIES, products, first + q, inside)
                .compare(VectorOperators.LT, FloatVector.fromArray(SPECIES, least, q, inside));
        for (long bits = inside.andNot(less).toLong(); bits != 0; bits &= bits - 1) {
          positions[selected++] = first + q + Long.numberOfTrailingZeros(bits);
        }
      }
    }
    return selected;
  }
}

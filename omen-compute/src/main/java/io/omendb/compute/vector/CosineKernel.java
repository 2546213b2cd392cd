package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.LANES;
import static io.omendb.compute.vector.Rows.MEMORY;
import static io.omendb.compute.vector.Rows.ORDER;
import static io.omendb.compute.vector.Rows.SPECIES;
import static io.omendb.compute.vector.Rows.SUM_BLOCK;
import static io.omendb.compute.vector.Rows.UNROLL;

import io.omendb.compute.internal.RowCopies;
import io.omendb.compute.scalar.ScalarKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.jspecify.annotations.Nullable;

/**
 * One minus the cosine, for queries of length one; the shape of {@link L2Kernel}, where it is
 * explained, with the squared length of each row summed beside its inner product. Roots and
 * quotients come in a second pass, a register of rows at a time.
 */
final class CosineKernel {
  /* The squares of a row's elements may underflow or overflow float32 though the row is neither zero
   * nor infinite. A row whose squared length is outside these bounds is done again in double
   * precision; inside, what underflow takes away (at most dimension * 2^-150 from either sum) is far
   * below the rounding error.
   */
  private static final float LEAST_SQUARED_LENGTH = 0x1p-100f;
  private static final float GREATEST_SQUARED_LENGTH = Float.MAX_VALUE;

  private CosineKernel() {}

  /** The distance to a row in an array. */
  static float pair(float[] query, float[] rows, int from) {
    double dot = 0;
    double squared = 0;
    for (int block = 0; block < query.length; block += SUM_BLOCK) {
      int end = Math.min(block + SUM_BLOCK, query.length);
      FloatVector dots = FloatVector.zero(SPECIES);
      FloatVector squares = FloatVector.zero(SPECIES);
      for (int i = block; i < end; i += LANES) {
        VectorMask<Float> inside = SPECIES.indexInRange(i, end);
        FloatVector r = FloatVector.fromArray(SPECIES, rows, from + i, inside);
        dots = r.fma(FloatVector.fromArray(SPECIES, query, i, inside), dots);
        squares = r.fma(r, squares);
      }
      dot += dots.reduceLanes(VectorOperators.ADD);
      squared += squares.reduceLanes(VectorOperators.ADD);
    }
    if (squared >= LEAST_SQUARED_LENGTH && squared <= GREATEST_SQUARED_LENGTH) {
      return (float) Math.clamp(1 - dot / Math.sqrt(squared), 0, 2);
    }
    return ScalarKernels.cosine(query, 1, rows, from);
  }

  /** See {@link L2Kernel#rows}. */
  static void rows(
      float[] query,
      int dimension,
      long address,
      int @Nullable [] positions,
      int count,
      float[] distances) {
    float[] squares = new float[count];
    sumRows(query, dimension, address, positions, count, distances, squares);
    divide(query, dimension, address, positions, count, distances, squares);
  }

  private static void sumRows(
      float[] query,
      int dimension,
      long address,
      int @Nullable [] positions,
      int count,
      float[] dots,
      float[] squares) {
    long stride = (long) dimension * Float.BYTES;
    int band = Math.ceilDiv(count, 4);
    for (int row0 = 0; row0 < band; row0++) {
      int row1 = Math.min(row0 + band, count - 1);
      int row2 = Math.min(row0 + 2 * band, count - 1);
      int row3 = Math.min(row0 + 3 * band, count - 1);
      long address0 = Rows.address(address, stride, positions, row0);
      long address1 = Rows.address(address, stride, positions, row1);
      long address2 = Rows.address(address, stride, positions, row2);
      long address3 = Rows.address(address, stride, positions, row3);
      double dot0 = 0;
      double dot1 = 0;
      double dot2 = 0;
      double dot3 = 0;
      double squared0 = 0;
      double squared1 = 0;
      double squared2 = 0;
      double squared3 = 0;
      for (int block = 0; block < dimension; block += SUM_BLOCK) {
        int end = Math.min(block + SUM_BLOCK, dimension);
        FloatVector dots0 = FloatVector.zero(SPECIES);
        FloatVector dots1 = FloatVector.zero(SPECIES);
        FloatVector dots2 = FloatVector.zero(SPECIES);
        FloatVector dots3 = FloatVector.zero(SPECIES);
        FloatVector squares0 = FloatVector.zero(SPECIES);
        FloatVector squares1 = FloatVector.zero(SPECIES);
        FloatVector squares2 = FloatVector.zero(SPECIES);
        FloatVector squares3 = FloatVector.zero(SPECIES);
        int i = block;
        for (; i <= end - UNROLL * LANES; i += UNROLL * LANES) {
          for (int step = 0; step < UNROLL; step++) {
            int at = i + step * LANES;
            long offset = at * 4L;
            FloatVector q = FloatVector.fromArray(SPECIES, query, at);
            FloatVector r0 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address0 + offset, ORDER);
            FloatVector r1 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address1 + offset, ORDER);
            FloatVector r2 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address2 + offset, ORDER);
            FloatVector r3 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address3 + offset, ORDER);
            dots0 = r0.fma(q, dots0);
            dots1 = r1.fma(q, dots1);
            dots2 = r2.fma(q, dots2);
            dots3 = r3.fma(q, dots3);
            squares0 = r0.fma(r0, squares0);
            squares1 = r1.fma(r1, squares1);
            squares2 = r2.fma(r2, squares2);
            squares3 = r3.fma(r3, squares3);
          }
        }
        for (; i < end; i += LANES) {
          VectorMask<Float> inside = SPECIES.indexInRange(i, end);
          long offset = i * 4L;
          FloatVector q = FloatVector.fromArray(SPECIES, query, i);
          FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, MEMORY, address0 + offset, ORDER);
          FloatVector r1 = FloatVector.fromMemorySegment(SPECIES, MEMORY, address1 + offset, ORDER);
          FloatVector r2 = FloatVector.fromMemorySegment(SPECIES, MEMORY, address2 + offset, ORDER);
          FloatVector r3 = FloatVector.fromMemorySegment(SPECIES, MEMORY, address3 + offset, ORDER);
          dots0 = dots0.blend(r0.fma(q, dots0), inside);
          dots1 = dots1.blend(r1.fma(q, dots1), inside);
          dots2 = dots2.blend(r2.fma(q, dots2), inside);
          dots3 = dots3.blend(r3.fma(q, dots3), inside);
          squares0 = squares0.blend(r0.fma(r0, squares0), inside);
          squares1 = squares1.blend(r1.fma(r1, squares1), inside);
          squares2 = squares2.blend(r2.fma(r2, squares2), inside);
          squares3 = squares3.blend(r3.fma(r3, squares3), inside);
        }
        dot0 += dots0.reduceLanes(VectorOperators.ADD);
        dot1 += dots1.reduceLanes(VectorOperators.ADD);
        dot2 += dots2.reduceLanes(VectorOperators.ADD);
        dot3 += dots3.reduceLanes(VectorOperators.ADD);
        squared0 += squares0.reduceLanes(VectorOperators.ADD);
        squared1 += squares1.reduceLanes(VectorOperators.ADD);
        squared2 += squares2.reduceLanes(VectorOperators.ADD);
        squared3 += squares3.reduceLanes(VectorOperators.ADD);
      }
      dots[row0] = (float) dot0;
      dots[row1] = (float) dot1;
      dots[row2] = (float) dot2;
      dots[row3] = (float) dot3;
      squares[row0] = (float) squared0;
      squares[row1] = (float) squared1;
      squares[row2] = (float) squared2;
      squares[row3] = (float) squared3;
    }
  }

  /** See {@link L2Kernel#shortRows}. */
  static int shortRows(float[] query, long address, int count, float[] distances) {
    float[] squares = new float[count];
    int rows = sumShortRows(query, address, count, distances, squares);
    divide(query, query.length, address, null, rows, distances, squares);
    return rows;
  }

  private static int sumShortRows(
      float[] query, long address, int count, float[] dots, float[] squares) {
    int perRegister = Math.ceilDiv(LANES, query.length);
    VectorShuffle<Float> starts = VectorShuffle.iota(SPECIES, 0, query.length, true);
    long registerBytes = (long) perRegister * query.length * Float.BYTES;
    int row = 0;
    for (; row <= count - perRegister - LANES; row += 2 * perRegister) {
      long address0 = address + row * (long) query.length * Float.BYTES;
      long address1 = address0 + registerBytes;
      FloatVector dots0 = FloatVector.zero(SPECIES);
      FloatVector dots1 = FloatVector.zero(SPECIES);
      FloatVector squares0 = FloatVector.zero(SPECIES);
      FloatVector squares1 = FloatVector.zero(SPECIES);
      for (int j = 0; j < query.length; j++) {
        FloatVector q = FloatVector.broadcast(SPECIES, query[j]);
        FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, MEMORY, address0 + j * 4L, ORDER);
        FloatVector r1 = FloatVector.fromMemorySegment(SPECIES, MEMORY, address1 + j * 4L, ORDER);
        dots0 = r0.fma(q, dots0);
        dots1 = r1.fma(q, dots1);
        squares0 = r0.fma(r0, squares0);
        squares1 = r1.fma(r1, squares1);
      }
      dots0.rearrange(starts).intoArray(dots, row);
      dots1.rearrange(starts).intoArray(dots, row + perRegister);
      squares0.rearrange(starts).intoArray(squares, row);
      squares1.rearrange(starts).intoArray(squares, row + perRegister);
    }
    return row;
  }

  /** Turns inner products into distances, in place. */
  private static void divide(
      float[] query,
      int dimension,
      long address,
      int @Nullable [] positions,
      int count,
      float[] distances,
      float[] squares) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> inside = SPECIES.indexInRange(i, count);
      FloatVector squared = FloatVector.fromArray(SPECIES, squares, i, inside);
      FloatVector.fromArray(SPECIES, distances, i, inside)
          .div(squared.lanewise(VectorOperators.SQRT))
          .neg()
          .add(1)
          .max(0)
          .min(2)
          .intoArray(distances, i, inside);
      VectorMask<Float> inRange =
          squared
              .compare(VectorOperators.GE, LEAST_SQUARED_LENGTH)
              .and(squared.compare(VectorOperators.LE, GREATEST_SQUARED_LENGTH));
      for (long bits = inside.andNot(inRange).toLong(); bits != 0; bits &= bits - 1) {
        int row = i + Long.numberOfTrailingZeros(bits);
        long stride = (long) dimension * Float.BYTES;
        distances[row] =
            distanceSlowPath(query, dimension, Rows.address(address, stride, positions, row));
      }
    }
  }

  private static float distanceSlowPath(float[] query, int dimension, long address) {
    long bytes = (long) dimension * Float.BYTES;
    RowCopies row = new RowCopies(MEMORY.asSlice(address, bytes), dimension, 1);
    return ScalarKernels.cosine(Arrays.copyOf(query, dimension), 1, row.copy(0, 1), 0);
  }
}

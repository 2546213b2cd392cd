package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.LANES;
import static io.omendb.compute.vector.Rows.MEMORY;
import static io.omendb.compute.vector.Rows.ORDER;
import static io.omendb.compute.vector.Rows.SPECIES;
import static io.omendb.compute.vector.Rows.SUM_BLOCK;
import static io.omendb.compute.vector.Rows.UNROLL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.jspecify.annotations.Nullable;

/** Squared Euclidean distances. {@link DotKernel} and {@link CosineKernel} have the same shape. */
final class L2Kernel {
  /* Four rows at a time share every load of the query, and their sums are independent, which hides
   * the latency of the multiply-add. The four are a quarter of the block apart, not neighbours: four
   * sequential streams in different pages keep the hardware prefetcher busier than one (12.7 ->
   * 13.8 GB/s at dimension 128). Where the count is no multiple of four, the last row stands in for
   * those that are missing and is computed again. Accumulators are named locals, for arrays or
   * parameters of vectors end up on the heap.
   */

  private L2Kernel() {}

  /** The distance to a row in an array. */
  static float pair(float[] query, float[] rows, int from) {
    double sum = 0;
    for (int block = 0; block < query.length; block += SUM_BLOCK) {
      int end = Math.min(block + SUM_BLOCK, query.length);
      FloatVector sums = FloatVector.zero(SPECIES);
      for (int i = block; i < end; i += LANES) {
        VectorMask<Float> inside = SPECIES.indexInRange(i, end);
        FloatVector difference =
            FloatVector.fromArray(SPECIES, rows, from + i, inside)
                .sub(FloatVector.fromArray(SPECIES, query, i, inside));
        sums = difference.fma(difference, sums);
      }
      sum += sums.reduceLanes(VectorOperators.ADD);
    }
    return (float) sum;
  }

  /**
   * The distances to rows in native memory. Reads whole vectors, so up to {@code padded -
   * dimension} elements beyond the last row, which must be readable and do not influence the
   * result.
   *
   * @param query padded with zeros to whole vectors
   * @param positions which rows; null for the first ones
   */
  static void rows(
      float[] query,
      int dimension,
      long address,
      int @Nullable [] positions,
      int count,
      float[] distances) {
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
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      for (int block = 0; block < dimension; block += SUM_BLOCK) {
        int end = Math.min(block + SUM_BLOCK, dimension);
        FloatVector sums0 = FloatVector.zero(SPECIES);
        FloatVector sums1 = FloatVector.zero(SPECIES);
        FloatVector sums2 = FloatVector.zero(SPECIES);
        FloatVector sums3 = FloatVector.zero(SPECIES);
        int i = block;
        for (; i <= end - UNROLL * LANES; i += UNROLL * LANES) {
          for (int step = 0; step < UNROLL; step++) {
            int at = i + step * LANES;
            long offset = at * 4L;
            FloatVector q = FloatVector.fromArray(SPECIES, query, at);
            FloatVector d0 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address0 + offset, ORDER).sub(q);
            FloatVector d1 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address1 + offset, ORDER).sub(q);
            FloatVector d2 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address2 + offset, ORDER).sub(q);
            FloatVector d3 =
                FloatVector.fromMemorySegment(SPECIES, MEMORY, address3 + offset, ORDER).sub(q);
            sums0 = d0.fma(d0, sums0);
            sums1 = d1.fma(d1, sums1);
            sums2 = d2.fma(d2, sums2);
            sums3 = d3.fma(d3, sums3);
          }
        }
        for (; i < end; i += LANES) {
          VectorMask<Float> inside = SPECIES.indexInRange(i, end);
          long offset = i * 4L;
          FloatVector q = FloatVector.fromArray(SPECIES, query, i);
          FloatVector d0 =
              FloatVector.fromMemorySegment(SPECIES, MEMORY, address0 + offset, ORDER).sub(q);
          FloatVector d1 =
              FloatVector.fromMemorySegment(SPECIES, MEMORY, address1 + offset, ORDER).sub(q);
          FloatVector d2 =
              FloatVector.fromMemorySegment(SPECIES, MEMORY, address2 + offset, ORDER).sub(q);
          FloatVector d3 =
              FloatVector.fromMemorySegment(SPECIES, MEMORY, address3 + offset, ORDER).sub(q);
          sums0 = sums0.blend(d0.fma(d0, sums0), inside);
          sums1 = sums1.blend(d1.fma(d1, sums1), inside);
          sums2 = sums2.blend(d2.fma(d2, sums2), inside);
          sums3 = sums3.blend(d3.fma(d3, sums3), inside);
        }
        sum0 += sums0.reduceLanes(VectorOperators.ADD);
        sum1 += sums1.reduceLanes(VectorOperators.ADD);
        sum2 += sums2.reduceLanes(VectorOperators.ADD);
        sum3 += sums3.reduceLanes(VectorOperators.ADD);
      }
      distances[row0] = (float) sum0;
      distances[row1] = (float) sum1;
      distances[row2] = (float) sum2;
      distances[row3] = (float) sum3;
    }
  }

  /**
   * The distances to the first rows of a block whose rows are short. A register holds the starts of
   * several; element j of all of them is the same register loaded j elements further on. Two
   * registers per pass.
   *
   * @return how many rows; those left are fewer than two passes and a register of rows
   */
  static int shortRows(float[] query, long address, int count, float[] distances) {
    int perRegister = Math.ceilDiv(LANES, query.length);
    VectorShuffle<Float> starts = VectorShuffle.iota(SPECIES, 0, query.length, true);
    long registerBytes = (long) perRegister * query.length * Float.BYTES;
    int row = 0;
    for (; row <= count - perRegister - LANES; row += 2 * perRegister) {
      long address0 = address + row * (long) query.length * Float.BYTES;
      long address1 = address0 + registerBytes;
      FloatVector sums0 = FloatVector.zero(SPECIES);
      FloatVector sums1 = FloatVector.zero(SPECIES);
      for (int j = 0; j < query.length; j++) {
        FloatVector q = FloatVector.broadcast(SPECIES, query[j]);
        FloatVector d0 =
            FloatVector.fromMemorySegment(SPECIES, MEMORY, address0 + j * 4L, ORDER).sub(q);
        FloatVector d1 =
            FloatVector.fromMemorySegment(SPECIES, MEMORY, address1 + j * 4L, ORDER).sub(q);
        sums0 = d0.fma(d0, sums0);
        sums1 = d1.fma(d1, sums1);
      }
      sums0.rearrange(starts).intoArray(distances, row);
      sums1.rearrange(starts).intoArray(distances, row + perRegister);
    }
    return row;
  }
}

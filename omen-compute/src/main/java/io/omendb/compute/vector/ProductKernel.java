package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.LANES;
import static io.omendb.compute.vector.Rows.MEMORY;
import static io.omendb.compute.vector.Rows.ORDER;
import static io.omendb.compute.vector.Rows.SPECIES;

import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/** Inner products of many queries with many rows: a matrix product in tiles of registers. */
final class ProductKernel {
  /* The queries lie side by side in panels, a register or two of them per dimension, and elements of
   * the rows are broadcast; so the rows are read where they lie, as the file has them. A tile keeps
   * its sums in registers, named locals, since the JIT puts arrays of vectors on the heap: 8 rows x
   * 2 registers of queries, or 12 x 1. The rows of a strip stay in the L2 cache while all panels
   * pass over them.
   */
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
  private static final int WIDE_ROWS = 8;
  private static final int ROWS = 12;
  private static final int STRIP_BYTES = 384 << 10;

  private ProductKernel() {}

  /** See {@code ComputeEngine.multiplyRows}. */
  static void multiply(float[][] queries, long address, int count, float[] products) {
    int dimension = queries[0].length;
    long stride = (long) dimension * Float.BYTES;
    int registers = queries.length > LANES ? 2 : 1;
    int width = registers * LANES;
    int tileRows = registers == 2 ? WIDE_ROWS : ROWS;
    int panels = Math.ceilDiv(queries.length, width);
    float[] panel = pack(queries, width, panels);
    float[] tile = new float[tileRows * width];
    int strip = Math.max(tileRows, (int) (STRIP_BYTES / stride) / tileRows * tileRows);
    for (int from = 0; from < count; from += strip) {
      int end = Math.min(count, from + strip);
      for (int p = 0; p < panels; p++) {
        int first = p * width;
        int used = Math.min(width, queries.length - first);
        for (int row = from; row < end; row += tileRows) {
          // The last tile reaches back, so that it reads no row that is not there.
          int start = Math.max(0, Math.min(row, count - tileRows));
          int rows = Math.min(tileRows, count - start);
          if (rows < tileRows) {
            few(queries, first, used, address + start * stride, rows, products, start);
            continue;
          }
          long at = address + start * stride;
          if (registers == 2) {
            tile8x2(panel, p * dimension * width, dimension, at, stride, tile);
          } else {
            tile12x1(panel, p * dimension * width, dimension, at, stride, tile);
          }
          for (int r = 0; r < tileRows; r++) {
            int to = (start + r) * queries.length + first;
            System.arraycopy(tile, r * width, products, to, used);
          }
        }
      }
    }
  }

  /** Panel after panel, dimension after dimension, a query beside the other, zeros for none. */
  private static float[] pack(float[][] queries, int width, int panels) {
    int dimension = queries[0].length;
    float[] packed = new float[panels * width * dimension];
    for (int q = 0; q < queries.length; q++) {
      int at = q / width * width * dimension + q % width;
      for (int i = 0; i < dimension; i++) {
        packed[at + i * width] = queries[q][i];
      }
    }
    return packed;
  }

  /** Fewer rows than a tile has. */
  private static void few(
      float[][] queries, int first, int used, long address, int rows, float[] products, int start) {
    for (int q = first; q < first + used; q++) {
      for (int r = 0; r < rows; r++) {
        float sum = 0;
        long row = address + (long) r * queries[q].length * Float.BYTES;
        for (int i = 0; i < queries[q].length; i++) {
          sum = Math.fma(queries[q][i], MEMORY.get(FLOAT, row + i * 4L), sum);
        }
        products[(start + r) * queries.length + q] = sum;
      }
    }
  }

  private static void tile8x2(
      float[] panel, int from, int dimension, long address, long stride, float[] tile) {
    long row0 = address;
    long row1 = address + stride;
    long row2 = address + 2 * stride;
    long row3 = address + 3 * stride;
    long row4 = address + 4 * stride;
    long row5 = address + 5 * stride;
    long row6 = address + 6 * stride;
    long row7 = address + 7 * stride;
    FloatVector sum0q0 = FloatVector.zero(SPECIES);
    FloatVector sum0q1 = FloatVector.zero(SPECIES);
    FloatVector sum1q0 = FloatVector.zero(SPECIES);
    FloatVector sum1q1 = FloatVector.zero(SPECIES);
    FloatVector sum2q0 = FloatVector.zero(SPECIES);
    FloatVector sum2q1 = FloatVector.zero(SPECIES);
    FloatVector sum3q0 = FloatVector.zero(SPECIES);
    FloatVector sum3q1 = FloatVector.zero(SPECIES);
    FloatVector sum4q0 = FloatVector.zero(SPECIES);
    FloatVector sum4q1 = FloatVector.zero(SPECIES);
    FloatVector sum5q0 = FloatVector.zero(SPECIES);
    FloatVector sum5q1 = FloatVector.zero(SPECIES);
    FloatVector sum6q0 = FloatVector.zero(SPECIES);
    FloatVector sum6q1 = FloatVector.zero(SPECIES);
    FloatVector sum7q0 = FloatVector.zero(SPECIES);
    FloatVector sum7q1 = FloatVector.zero(SPECIES);
    for (int i = 0; i < dimension; i++) {
      long offset = i * 4L;
      FloatVector q0 = FloatVector.fromArray(SPECIES, panel, from + i * 2 * LANES);
      FloatVector q1 = FloatVector.fromArray(SPECIES, panel, from + i * 2 * LANES + LANES);
      FloatVector r0 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row0 + offset));
      sum0q0 = r0.fma(q0, sum0q0);
      sum0q1 = r0.fma(q1, sum0q1);
      FloatVector r1 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row1 + offset));
      sum1q0 = r1.fma(q0, sum1q0);
      sum1q1 = r1.fma(q1, sum1q1);
      FloatVector r2 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row2 + offset));
      sum2q0 = r2.fma(q0, sum2q0);
      sum2q1 = r2.fma(q1, sum2q1);
      FloatVector r3 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row3 + offset));
      sum3q0 = r3.fma(q0, sum3q0);
      sum3q1 = r3.fma(q1, sum3q1);
      FloatVector r4 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row4 + offset));
      sum4q0 = r4.fma(q0, sum4q0);
      sum4q1 = r4.fma(q1, sum4q1);
      FloatVector r5 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row5 + offset));
      sum5q0 = r5.fma(q0, sum5q0);
      sum5q1 = r5.fma(q1, sum5q1);
      FloatVector r6 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row6 + offset));
      sum6q0 = r6.fma(q0, sum6q0);
      sum6q1 = r6.fma(q1, sum6q1);
      FloatVector r7 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row7 + offset));
      sum7q0 = r7.fma(q0, sum7q0);
      sum7q1 = r7.fma(q1, sum7q1);
    }
    sum0q0.intoArray(tile, 0);
    sum0q1.intoArray(tile, LANES);
    sum1q0.intoArray(tile, 2 * LANES);
    sum1q1.intoArray(tile, 3 * LANES);
    sum2q0.intoArray(tile, 4 * LANES);
    sum2q1.intoArray(tile, 5 * LANES);
    sum3q0.intoArray(tile, 6 * LANES);
    sum3q1.intoArray(tile, 7 * LANES);
    sum4q0.intoArray(tile, 8 * LANES);
    sum4q1.intoArray(tile, 9 * LANES);
    sum5q0.intoArray(tile, 10 * LANES);
    sum5q1.intoArray(tile, 11 * LANES);
    sum6q0.intoArray(tile, 12 * LANES);
    sum6q1.intoArray(tile, 13 * LANES);
    sum7q0.intoArray(tile, 14 * LANES);
    sum7q1.intoArray(tile, 15 * LANES);
  }

  private static void tile12x1(
      float[] panel, int from, int dimension, long address, long stride, float[] tile) {
    long row0 = address;
    long row1 = address + stride;
    long row2 = address + 2 * stride;
    long row3 = address + 3 * stride;
    long row4 = address + 4 * stride;
    long row5 = address + 5 * stride;
    long row6 = address + 6 * stride;
    long row7 = address + 7 * stride;
    long row8 = address + 8 * stride;
    long row9 = address + 9 * stride;
    long row10 = address + 10 * stride;
    long row11 = address + 11 * stride;
    FloatVector sum0q0 = FloatVector.zero(SPECIES);
    FloatVector sum1q0 = FloatVector.zero(SPECIES);
    FloatVector sum2q0 = FloatVector.zero(SPECIES);
    FloatVector sum3q0 = FloatVector.zero(SPECIES);
    FloatVector sum4q0 = FloatVector.zero(SPECIES);
    FloatVector sum5q0 = FloatVector.zero(SPECIES);
    FloatVector sum6q0 = FloatVector.zero(SPECIES);
    FloatVector sum7q0 = FloatVector.zero(SPECIES);
    FloatVector sum8q0 = FloatVector.zero(SPECIES);
    FloatVector sum9q0 = FloatVector.zero(SPECIES);
    FloatVector sum10q0 = FloatVector.zero(SPECIES);
    FloatVector sum11q0 = FloatVector.zero(SPECIES);
    for (int i = 0; i < dimension; i++) {
      long offset = i * 4L;
      FloatVector q0 = FloatVector.fromArray(SPECIES, panel, from + i * LANES);
      FloatVector r0 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row0 + offset));
      sum0q0 = r0.fma(q0, sum0q0);
      FloatVector r1 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row1 + offset));
      sum1q0 = r1.fma(q0, sum1q0);
      FloatVector r2 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row2 + offset));
      sum2q0 = r2.fma(q0, sum2q0);
      FloatVector r3 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row3 + offset));
      sum3q0 = r3.fma(q0, sum3q0);
      FloatVector r4 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row4 + offset));
      sum4q0 = r4.fma(q0, sum4q0);
      FloatVector r5 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row5 + offset));
      sum5q0 = r5.fma(q0, sum5q0);
      FloatVector r6 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row6 + offset));
      sum6q0 = r6.fma(q0, sum6q0);
      FloatVector r7 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row7 + offset));
      sum7q0 = r7.fma(q0, sum7q0);
      FloatVector r8 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row8 + offset));
      sum8q0 = r8.fma(q0, sum8q0);
      FloatVector r9 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row9 + offset));
      sum9q0 = r9.fma(q0, sum9q0);
      FloatVector r10 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row10 + offset));
      sum10q0 = r10.fma(q0, sum10q0);
      FloatVector r11 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, row11 + offset));
      sum11q0 = r11.fma(q0, sum11q0);
    }
    sum0q0.intoArray(tile, 0);
    sum1q0.intoArray(tile, LANES);
    sum2q0.intoArray(tile, 2 * LANES);
    sum3q0.intoArray(tile, 3 * LANES);
    sum4q0.intoArray(tile, 4 * LANES);
    sum5q0.intoArray(tile, 5 * LANES);
    sum6q0.intoArray(tile, 6 * LANES);
    sum7q0.intoArray(tile, 7 * LANES);
    sum8q0.intoArray(tile, 8 * LANES);
    sum9q0.intoArray(tile, 9 * LANES);
    sum10q0.intoArray(tile, 10 * LANES);
    sum11q0.intoArray(tile, 11 * LANES);
  }
}

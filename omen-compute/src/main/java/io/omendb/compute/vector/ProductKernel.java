package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.LANES;
import static io.omendb.compute.vector.Rows.ORDER;
import static io.omendb.compute.vector.Rows.SPECIES;

import io.omendb.compute.internal.Arguments;
import io.omendb.spi.compute.RowMultiplier;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Inner products of many queries with many rows: a matrix product in tiles of registers. */
final class ProductKernel implements RowMultiplier {
  /* The queries lie side by side in panels, a register or two of them per dimension. The rows of a
   * tile lie side by side too, and are broadcast element by element: from an array, for out of a
   * memory segment an element takes the way through an integer register, and from neighbouring
   * places, which the JIT turns into broadcasts straight from memory (84 against 44 billion
   * multiply-adds a second where each row is an array of its own). So rows are packed, a strip of
   * them that stays in the L2 cache while all panels pass over it. A tile keeps its sums in
   * registers, named locals, since the JIT puts arrays of vectors on the heap.
   */
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
  private static final int TILE_ROWS = 12;
  private static final int STRIP_BYTES = 384 << 10;

  private final float[][] queries;
  private final int dimension;
  private final int registers;
  private final int width;
  private final int stripRows;
  private final float[] panels;
  private final float[] tile;
  private final float[] copy;
  private final float[] strip;

  ProductKernel(float[][] queries) {
    this.queries = queries;
    this.dimension = queries[0].length;
    this.registers = queries.length > LANES ? 2 : 1;
    this.width = registers * LANES;
    this.stripRows = Math.max(1, STRIP_BYTES / Float.BYTES / dimension / TILE_ROWS) * TILE_ROWS;
    this.panels = pack(queries, width);
    this.tile = new float[TILE_ROWS * width];
    this.copy = new float[TILE_ROWS * dimension];
    this.strip = new float[stripRows * dimension];
  }

  @Override
  public void multiply(MemorySegment rows, int count, float[] products) {
    Arguments.checkMultiply(queries, rows, count, products);
    for (int from = 0; from < count; from += stripRows) {
      int held = Math.min(stripRows, count - from);
      for (int first = 0; first < held; first += TILE_ROWS) {
        packRows(rows, from + first, Math.min(TILE_ROWS, held - first), first);
      }
      for (int first = 0; first < queries.length; first += width) {
        multiplyStrip(first, from, held, products);
      }
    }
  }

  /** The products of the queries of a panel with the rows of the strip. */
  private void multiplyStrip(int first, int from, int held, float[] products) {
    int used = Math.min(width, queries.length - first);
    for (int row = 0; row < held; row += TILE_ROWS) {
      if (registers == 2) {
        tile12x2(panels, first * dimension, dimension, strip, row * dimension, tile);
      } else {
        tile12x1(panels, first * dimension, dimension, strip, row * dimension, tile);
      }
      for (int r = 0; r < Math.min(TILE_ROWS, held - row); r++) {
        int to = (from + row + r) * queries.length + first;
        System.arraycopy(tile, r * width, products, to, used);
      }
    }
  }

  /** Packs the rows of a tile, dimension after dimension; zeros for those that are not there. */
  private void packRows(MemorySegment rows, int first, int count, int tileRow) {
    Arrays.fill(copy, count * dimension, copy.length, 0);
    MemorySegment.copy(
        rows, FLOAT, (long) first * dimension * Float.BYTES, copy, 0, count * dimension);
    int at = tileRow * dimension;
    for (int i = 0; i < dimension; i++) {
      for (int r = 0; r < TILE_ROWS; r++) {
        strip[at++] = copy[r * dimension + i];
      }
    }
  }

  /** Panel after panel, dimension after dimension, a query beside the other, zeros for none. */
  private static float[] pack(float[][] queries, int width) {
    int dimension = queries[0].length;
    int panels = Math.ceilDiv(queries.length, width);
    float[] packed = new float[panels * width * dimension];
    for (int q = 0; q < queries.length; q++) {
      int at = q / width * width * dimension + q % width;
      for (int i = 0; i < dimension; i++) {
        packed[at + i * width] = queries[q][i];
      }
    }
    return packed;
  }

  private static void tile12x2(
      float[] panel, int from, int dimension, float[] rows, int first, float[] tile) {
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
    FloatVector sum8q0 = FloatVector.zero(SPECIES);
    FloatVector sum8q1 = FloatVector.zero(SPECIES);
    FloatVector sum9q0 = FloatVector.zero(SPECIES);
    FloatVector sum9q1 = FloatVector.zero(SPECIES);
    FloatVector sum10q0 = FloatVector.zero(SPECIES);
    FloatVector sum10q1 = FloatVector.zero(SPECIES);
    FloatVector sum11q0 = FloatVector.zero(SPECIES);
    FloatVector sum11q1 = FloatVector.zero(SPECIES);
    int at = first;
    for (int i = 0; i < dimension; i++, at += TILE_ROWS) {
      FloatVector q0 = FloatVector.fromArray(SPECIES, panel, from + i * 2 * LANES);
      FloatVector q1 = FloatVector.fromArray(SPECIES, panel, from + i * 2 * LANES + LANES);
      FloatVector r0 = FloatVector.broadcast(SPECIES, rows[at]);
      sum0q0 = r0.fma(q0, sum0q0);
      sum0q1 = r0.fma(q1, sum0q1);
      FloatVector r1 = FloatVector.broadcast(SPECIES, rows[at + 1]);
      sum1q0 = r1.fma(q0, sum1q0);
      sum1q1 = r1.fma(q1, sum1q1);
      FloatVector r2 = FloatVector.broadcast(SPECIES, rows[at + 2]);
      sum2q0 = r2.fma(q0, sum2q0);
      sum2q1 = r2.fma(q1, sum2q1);
      FloatVector r3 = FloatVector.broadcast(SPECIES, rows[at + 3]);
      sum3q0 = r3.fma(q0, sum3q0);
      sum3q1 = r3.fma(q1, sum3q1);
      FloatVector r4 = FloatVector.broadcast(SPECIES, rows[at + 4]);
      sum4q0 = r4.fma(q0, sum4q0);
      sum4q1 = r4.fma(q1, sum4q1);
      FloatVector r5 = FloatVector.broadcast(SPECIES, rows[at + 5]);
      sum5q0 = r5.fma(q0, sum5q0);
      sum5q1 = r5.fma(q1, sum5q1);
      FloatVector r6 = FloatVector.broadcast(SPECIES, rows[at + 6]);
      sum6q0 = r6.fma(q0, sum6q0);
      sum6q1 = r6.fma(q1, sum6q1);
      FloatVector r7 = FloatVector.broadcast(SPECIES, rows[at + 7]);
      sum7q0 = r7.fma(q0, sum7q0);
      sum7q1 = r7.fma(q1, sum7q1);
      FloatVector r8 = FloatVector.broadcast(SPECIES, rows[at + 8]);
      sum8q0 = r8.fma(q0, sum8q0);
      sum8q1 = r8.fma(q1, sum8q1);
      FloatVector r9 = FloatVector.broadcast(SPECIES, rows[at + 9]);
      sum9q0 = r9.fma(q0, sum9q0);
      sum9q1 = r9.fma(q1, sum9q1);
      FloatVector r10 = FloatVector.broadcast(SPECIES, rows[at + 10]);
      sum10q0 = r10.fma(q0, sum10q0);
      sum10q1 = r10.fma(q1, sum10q1);
      FloatVector r11 = FloatVector.broadcast(SPECIES, rows[at + 11]);
      sum11q0 = r11.fma(q0, sum11q0);
      sum11q1 = r11.fma(q1, sum11q1);
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
    sum8q0.intoArray(tile, 16 * LANES);
    sum8q1.intoArray(tile, 17 * LANES);
    sum9q0.intoArray(tile, 18 * LANES);
    sum9q1.intoArray(tile, 19 * LANES);
    sum10q0.intoArray(tile, 20 * LANES);
    sum10q1.intoArray(tile, 21 * LANES);
    sum11q0.intoArray(tile, 22 * LANES);
    sum11q1.intoArray(tile, 23 * LANES);
  }

  private static void tile12x1(
      float[] panel, int from, int dimension, float[] rows, int first, float[] tile) {
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
    int at = first;
    for (int i = 0; i < dimension; i++, at += TILE_ROWS) {
      FloatVector q0 = FloatVector.fromArray(SPECIES, panel, from + i * LANES);
      FloatVector r0 = FloatVector.broadcast(SPECIES, rows[at]);
      sum0q0 = r0.fma(q0, sum0q0);
      FloatVector r1 = FloatVector.broadcast(SPECIES, rows[at + 1]);
      sum1q0 = r1.fma(q0, sum1q0);
      FloatVector r2 = FloatVector.broadcast(SPECIES, rows[at + 2]);
      sum2q0 = r2.fma(q0, sum2q0);
      FloatVector r3 = FloatVector.broadcast(SPECIES, rows[at + 3]);
      sum3q0 = r3.fma(q0, sum3q0);
      FloatVector r4 = FloatVector.broadcast(SPECIES, rows[at + 4]);
      sum4q0 = r4.fma(q0, sum4q0);
      FloatVector r5 = FloatVector.broadcast(SPECIES, rows[at + 5]);
      sum5q0 = r5.fma(q0, sum5q0);
      FloatVector r6 = FloatVector.broadcast(SPECIES, rows[at + 6]);
      sum6q0 = r6.fma(q0, sum6q0);
      FloatVector r7 = FloatVector.broadcast(SPECIES, rows[at + 7]);
      sum7q0 = r7.fma(q0, sum7q0);
      FloatVector r8 = FloatVector.broadcast(SPECIES, rows[at + 8]);
      sum8q0 = r8.fma(q0, sum8q0);
      FloatVector r9 = FloatVector.broadcast(SPECIES, rows[at + 9]);
      sum9q0 = r9.fma(q0, sum9q0);
      FloatVector r10 = FloatVector.broadcast(SPECIES, rows[at + 10]);
      sum10q0 = r10.fma(q0, sum10q0);
      FloatVector r11 = FloatVector.broadcast(SPECIES, rows[at + 11]);
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

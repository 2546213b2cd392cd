package io.omendb.spi.compute;

import io.omendb.Metric;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Kernels over float32 vectors. Stateless, so safe for concurrent use.
 *
 * <p>What the kernels return ascends with the distance of {@link Metric}, but for {@code L2} it is
 * the <em>squared</em> Euclidean distance. Engines agree within {@code 1e-5 * |a| * |b|} ({@code
 * DOT}), {@code 1e-5} ({@code COSINE}) and a relative {@code 1e-5} ({@code L2}). Where a sum
 * overflows float32 the result is infinite or NaN; callers that must be exact compute such rows
 * again in double precision.
 */
public interface ComputeEngine {
  /** The engine's name. */
  String name();

  /**
   * The distance of two vectors of the same length.
   *
   * @return squared for {@code L2}
   */
  float distance(Metric metric, float[] a, float[] b);

  /**
   * The distances of a query to contiguous rows.
   *
   * @param query the query, d elements
   * @param rows {@code count} rows of d little-endian float32 elements each, row after row, without
   *     gaps; on or off heap, aligned to 4 bytes
   * @param count number of rows
   * @param distances receives a distance per row, squared for {@code L2}; at least count long
   * @throws IndexOutOfBoundsException where rows or distances are too short
   */
  void batchDistance(
      Metric metric, float[] query, MemorySegment rows, int count, float[] distances);

  /**
   * The positions of the distances that are not greater than a bound; NaN counts as not greater.
   *
   * @param distances the distances
   * @param count how many of them to look at
   * @param bound the bound
   * @param positions receives the positions in ascending order; at least count long
   * @return how many positions were written
   */
  int selectAtMost(float[] distances, int count, float bound, int[] positions);

  /**
   * The distances of a query to chosen rows, in any order; see {@link #batchDistance}.
   *
   * @param rows row after row, d little-endian float32 elements each
   * @param positions which rows, from 0
   * @param count how many of the positions
   * @param distances receives a distance per position
   */
  void gatherDistance(
      Metric metric,
      float[] query,
      MemorySegment rows,
      int[] positions,
      int count,
      float[] distances);

  /**
   * Makes queries ready to be multiplied with many rows.
   *
   * @param queries at least one, all of one length; not changed meanwhile
   */
  RowMultiplier multiplier(float[][] queries);

  /**
   * The products that are not less than the least that their query asks for; NaN counts as not
   * less.
   *
   * @param products as from {@link RowMultiplier}
   * @param count rows
   * @param least a bound per query
   * @param positions receives the positions in products in ascending order; at least {@code count *
   *     least.length} long
   * @return how many positions were written
   */
  int selectAtLeast(float[] products, int count, float[] least, int[] positions);

  /**
   * Adds up a table's entries for the codes of every row. Integers, so equal in all engines.
   *
   * @param blocks rows in the layout of {@link CodeBlocks}
   * @param blockCount how many blocks
   * @param groups codes of a row, a multiple of 4
   * @param table 64 unsigned bytes per group; the greatest entries of all groups together at most
   *     32,767
   * @param sums receives 64 sums per block
   */
  void sumCodes(MemorySegment blocks, int blockCount, int groups, byte[] table, short[] sums);

  /**
   * Sets the sums of rows that are not wanted to -1.
   *
   * @param sums at least count
   * @param bits bit i of the words says whether row i is wanted
   */
  void keepSums(short[] sums, int count, long[] bits);

  /**
   * The rows with the greatest sums; of equal ones those that come first. Sums below 0 never count.
   *
   * @param sums at least count
   * @param wanted the most rows to return
   * @param positions receives them in ascending order; at least {@code min(wanted, count)} long
   * @return how many positions were written
   */
  int selectGreatest(short[] sums, int count, int wanted, int[] positions);

  /**
   * The rows that a bound cannot exclude; negative sums are excluded. Float32 arithmetic, so
   * engines may differ by the rounding that the caller's slack covers.
   *
   * @param sums at least count
   * @param alphas a mark per row
   * @param betas a mark per row
   * @param norms a little-endian float32 per row; null where the bound does not depend on it
   * @param positions receives the positions in ascending order; at least count long
   * @return how many positions were written
   */
  int selectBounded(
      short[] sums,
      int count,
      MemorySegment alphas,
      MemorySegment betas,
      @Nullable MemorySegment norms,
      SumBound bound,
      int[] positions);

  /**
   * Inner products of a query with chosen rows of signed bytes. Integers, so equal in all engines.
   *
   * @param query elements of -{@link #MAX_QUERY_BYTE}..{@link #MAX_QUERY_BYTE}
   * @param rows row after row, as many bytes each as the query, -127..127
   * @param positions which rows, from 0
   * @param count how many of the positions
   * @param products receives a product per position
   */
  void multiplyBytes(byte[] query, MemorySegment rows, int[] positions, int count, int[] products);

  /** The greatest element of a query of {@link #multiplyBytes}: four products fit into a short. */
  int MAX_QUERY_BYTE = 64;
}

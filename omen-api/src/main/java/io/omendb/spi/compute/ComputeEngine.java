package io.omendb.spi.compute;

import io.omendb.Metric;
import java.lang.foreign.MemorySegment;

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
}

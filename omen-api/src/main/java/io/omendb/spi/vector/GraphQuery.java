package io.omendb.spi.vector;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in a graph.
 *
 * @param vector the query; not copied
 * @param candidates the most rows to return. The search keeps so many of the best while it walks,
 *     which the literature calls ef: more find more of the true neighbours and take longer
 * @param accept says which rows may be returned; null for all. Others are still walked over
 * @param accepted about how many rows that are
 */
public record GraphQuery(
    float[] vector, int candidates, @Nullable IntPredicate accept, int accepted) {
  public GraphQuery {
    if (candidates < 1) {
      throw new IllegalArgumentException(candidates + " candidates");
    }
  }

  /** Any row may be returned. */
  public static GraphQuery of(float[] vector, int candidates) {
    return new GraphQuery(vector, candidates, null, Integer.MAX_VALUE);
  }
}

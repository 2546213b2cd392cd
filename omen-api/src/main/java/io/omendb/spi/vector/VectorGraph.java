package io.omendb.spi.vector;

/** An open graph. Safe for concurrent use while its bytes are mapped. */
public interface VectorGraph {
  /** Rows in the graph. */
  int size();

  /**
   * Looks for the rows nearest to a vector; some of the true ones may be missing, and none may be
   * found where few are accepted.
   *
   * @param rows the vectors that the graph was built over
   * @param query what to look for
   * @param found receives row numbers, nearest first, each once; at least {@code
   *     query.candidates()} long
   */
  Found search(VectorRows rows, GraphQuery query, int[] found);

  /**
   * What a search did.
   *
   * @param count rows found
   * @param compared rows whose vectors were compared with the query
   */
  record Found(int count, long compared) {}
}

package io.omendb.benchmarks.kernels;

/** A way to score rows for one query, ready to run. For one thread. */
interface RowKernel extends AutoCloseable {
  /**
   * Scores rows that follow each other, in the terms of the library.
   *
   * @param first the first of them
   * @param count at most {@link KernelRun#BLOCK_ROWS}
   * @param scores receives a score for each
   */
  void score(int first, int count, float[] scores);

  /** The inner product, the squared distance or the cosine that a score stands for. */
  double value(float score);

  /** What does it: the class that the library chose on this machine. */
  String implementation();

  @Override
  default void close() {}
}

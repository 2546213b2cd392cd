package io.omendb.spi.vector;

/** Watches a graph that is built, and may end it. Called by the thread that builds. */
@FunctionalInterface
public interface BuildMonitor {
  /** Lets every build come to its end. */
  BuildMonitor NONE = (rows, total) -> {};

  /**
   * Some rows are in the graph; called every thousand rows or so.
   *
   * @param rows how many
   * @param total how many there will be
   * @throws RuntimeException to end the build, which throws it on
   */
  void added(int rows, int total);
}

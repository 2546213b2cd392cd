package io.omendb.benchmarks.rounds;

/** Operations of one kind that can be repeated. */
@FunctionalInterface
public interface Task {
  /**
   * Does so many operations.
   *
   * @return something that depends on all of them, so that none is optimised away
   */
  long run(int operations);
}

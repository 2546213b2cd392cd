package io.omendb.benchmarks.gate;

import io.omendb.benchmarks.rounds.Task;

/**
 * Two ways to do the same. Both have been checked to give the same answers.
 *
 * @param plain the way that has to be beaten
 * @param path the way that is guarded; as many operations do the same work as those of {@code
 *     plain}
 * @param release frees what both need
 */
record PathPair(Task plain, Task path, Runnable release) implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}

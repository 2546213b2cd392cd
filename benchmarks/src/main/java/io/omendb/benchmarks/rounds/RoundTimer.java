package io.omendb.benchmarks.rounds;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Times rounds of tasks in processor time of the calling thread, which other programs on the
 * machine hardly change. What other threads do for a task is not counted. For one thread.
 */
public final class RoundTimer {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MOST_OPERATIONS = 1 << 26;

  private long sink;

  /** A timer. */
  public RoundTimer() {}

  /**
   * Runs a task in longer and longer rounds, so that it is compiled, until one takes long enough.
   *
   * @param nanos how long a round is to take
   * @return how many operations take about so long
   */
  public int warmUp(Task task, long nanos) {
    int operations = 1;
    while (true) {
      long took = run(task, operations);
      if (took >= nanos || operations >= MOST_OPERATIONS) {
        return (int) Math.max(1, Math.min(operations, operations * (double) nanos / took));
      }
      operations *= 2;
    }
  }

  /** One round: nanoseconds of processor time an operation. */
  public double nanosPerOperation(Task task, int operations) {
    return run(task, operations) / (double) operations;
  }

  private long run(Task task, int operations) {
    long start = THREADS.getCurrentThreadCpuTime();
    sink += task.run(operations);
    return Math.max(1, THREADS.getCurrentThreadCpuTime() - start);
  }

  /** What the tasks returned, added up. */
  public long sink() {
    return sink;
  }
}

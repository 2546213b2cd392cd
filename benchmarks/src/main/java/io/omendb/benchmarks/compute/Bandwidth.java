package io.omendb.benchmarks.compute;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Gigabytes (1e9) read per second of the thread's CPU time, as a second column of JMH's report. CPU
 * time, so that ratios hold on a machine that has other things to do.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Bandwidth {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long bytes;
  private long nanos;
  private long startedNanos;
  private int iterations = 1;

  /** Forgets the iteration before. */
  @Setup(Level.Iteration)
  public void reset(BenchmarkParams params) {
    iterations = params.getMeasurement().getCount() * Math.max(1, params.getForks());
    bytes = 0;
    nanos = 0;
  }

  void start() {
    startedNanos = THREADS.getCurrentThreadCpuTime();
  }

  void stop(long bytesRead) {
    nanos += THREADS.getCurrentThreadCpuTime() - startedNanos;
    bytes += bytesRead;
  }

  /** The column. JMH adds up what the iterations report, so each reports its share of the mean. */
  public double gigabytesPerCpuSecond() {
    return nanos == 0 ? 0 : (double) bytes / nanos / iterations;
  }
}

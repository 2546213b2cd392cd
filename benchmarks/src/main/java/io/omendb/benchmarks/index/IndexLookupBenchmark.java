package io.omendb.benchmarks.index;

import static io.omendb.benchmarks.index.ProbeState.PASS;

import io.omendb.benchmarks.index.ProbeState.Absent;
import io.omendb.benchmarks.index.ProbeState.Present;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per lookup of one key. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class IndexLookupBenchmark {
  /** Keys that are there, one not waiting for another. */
  @Benchmark
  @OperationsPerInvocation(PASS)
  public int hit(LookupState state, Present present) {
    return sum(state.lookups(), present.probes(), present.nextPass());
  }

  /** Keys that are not there, one not waiting for another. */
  @Benchmark
  @OperationsPerInvocation(PASS)
  public int miss(LookupState state, Absent absent) {
    return sum(state.lookups(), absent.probes(), absent.nextPass());
  }

  private static int sum(SearchSystem lookups, long[] probes, int from) {
    int sum = 0;
    for (int i = from; i < from + PASS; i++) {
      sum += lookups.position(probes[i]);
    }
    return sum;
  }

  /**
   * Keys that are there, each waiting for the answer before: the latency. No answer is negative, so
   * the shift adds 0, which neither compiler nor processor knows.
   */
  @Benchmark
  @OperationsPerInvocation(PASS)
  public int dependentHit(LookupState state, Present present) {
    SearchSystem lookups = state.lookups();
    long[] probes = present.probes();
    int from = present.nextPass();
    int last = 0;
    for (int i = from; i < from + PASS; i++) {
      last = lookups.position(probes[i + (last >>> 31)]);
    }
    return last;
  }
}

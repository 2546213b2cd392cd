package io.omendb.benchmarks.index;

import io.omendb.testkit.keys.Probes;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** Nanoseconds per key that is there, of many sought in one call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class IndexBatchBenchmark {
  private static final int PROBES = 1 << 21;

  /** Lookups of one invocation, whatever the batch: a multiple of the usual batches. */
  public static final int PASS = 102_400;

  private static final long SEED = 44;

  /** The batches of one thread, drawn anew before each iteration. */
  @State(Scope.Thread)
  public static class Batches {
    /** Keys of one call; 102,400 must be a multiple of it. */
    @Param("1024")
    public int batch;

    private long[][] batches = {};
    private int[] positions = {};
    private int next;
    private int iteration;

    /** Draws the keys. */
    @Setup(Level.Iteration)
    public void draw(LookupState state, ThreadParams thread) {
      if (batch < 1 || PASS % batch != 0) {
        throw new IllegalArgumentException(
            "A batch of " + batch + " keys, " + PASS + " must be a multiple of it");
      }
      long seed = SEED + 1_000L * thread.getThreadIndex() + iteration++;
      long[] probes = Probes.present(state.keys(), PROBES, seed);
      batches = new long[PROBES / batch][];
      Arrays.setAll(batches, i -> Arrays.copyOfRange(probes, i * batch, (i + 1) * batch));
      positions = new int[batch];
    }

    private long[] nextBatch() {
      next = next + 1 < batches.length ? next + 1 : 0;
      return batches[next];
    }
  }

  /** One thread. */
  @Benchmark
  @OperationsPerInvocation(PASS)
  public int batch(LookupState state, Batches batches) {
    return run(state.lookups(), batches);
  }

  /** Two threads over the same index. */
  @Benchmark
  @OperationsPerInvocation(PASS)
  @Threads(2)
  public int batchTwoThreads(LookupState state, Batches batches) {
    return run(state.lookups(), batches);
  }

  private static int run(SearchSystem lookups, Batches batches) {
    int[] positions = batches.positions;
    int sum = 0;
    for (int done = 0; done < PASS; done += positions.length) {
      lookups.positions(batches.nextBatch(), positions);
      sum += positions[0];
    }
    return sum;
  }
}

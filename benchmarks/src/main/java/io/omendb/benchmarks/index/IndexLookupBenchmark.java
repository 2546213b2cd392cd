package io.omendb.benchmarks.index;

import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import io.omendb.testkit.keys.Probes;
import java.lang.foreign.Arena;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per lookup of one key. The keys sought are random and a million, taken in turn: a
 * small set that repeats would be learned by the branch predictor and the caches. Keys lie off
 * heap, as in a mapped file; for the peers in what they keep them in.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-Xms3g",
      "-Xmx3g"
    })
public class IndexLookupBenchmark {
  private static final int PROBES = 1 << 20;
  private static final int MASK = PROBES - 1;
  private static final int BATCH = 256;
  private static final long SEED = 42;

  /** Peers, or engines by name. */
  @Param({"linear", "rmi", "binary", "treemap", "skiplist", "binary_search", "fastutil"})
  public String system = "";

  /** Shape of the keys. */
  @Param({"SEQUENTIAL", "UNIFORM", "LOGNORMAL", "CLUSTERED", "EPOCH_MICROS"})
  public DataSet dataSet = DataSet.UNIFORM;

  /** Number of keys. */
  @Param({"16384", "1000000", "10000000"})
  public int size;

  private final Arena arena = Arena.ofShared();
  private KeyLookup lookup = key -> 0;
  private long[] present = {};
  private long[] absent = {};
  private final long[] batch = new long[BATCH];
  private final int[] positions = new int[BATCH];
  private int next;
  private int last;

  /** Makes the keys, the index over them and the probes. */
  @Setup
  public void train() {
    long[] keys = dataSet.generate(size, SEED);
    lookup = KeyLookup.of(system, keys, KeySegments.offHeap(arena, keys));
    present = Probes.present(keys, PROBES, SEED + 1);
    absent = Arrays.copyOf(Probes.absent(keys, PROBES, SEED + 2), PROBES);
  }

  /** Frees the keys. */
  @TearDown(Level.Trial)
  public void close() {
    arena.close();
  }

  /** Keys that are there, one not waiting for another. */
  @Benchmark
  public int hit() {
    return lookup.position(present[next++ & MASK]);
  }

  /** Keys that are there, each waiting for the answer before: the latency. */
  @Benchmark
  public int dependentHit() {
    last = lookup.position(present[(next++ + (last >>> 31)) & MASK]);
    return last;
  }

  /** Keys that are not there. */
  @Benchmark
  public int miss() {
    return lookup.position(absent[next++ & MASK]);
  }

  /** Keys that are there, many in one call. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int[] batch() {
    System.arraycopy(present, next & MASK, batch, 0, BATCH);
    next += BATCH;
    lookup.positions(batch, positions);
    return positions;
  }
}

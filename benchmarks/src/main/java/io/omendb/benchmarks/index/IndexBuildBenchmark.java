package io.omendb.benchmarks.index;

import io.omendb.benchmarks.keys.KeySource;
import io.omendb.testkit.keys.KeySegments;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds to train an index over sorted keys, or to fill a map with them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class IndexBuildBenchmark {
  /** Engines by name, or peers, as in {@link LookupState}. */
  @Param({"linear", "rmi", "binary", "treemap", "skiplist", "fastutil"})
  public String system = "";

  /** Text of a {@link KeySource}. */
  @Param({
    "seq:1000000",
    "holes:1000000",
    "uniform:1000000",
    "lognormal:1000000",
    "timestamps:1000000",
    "clustered:1000000",
    "outlier:1000000"
  })
  public String keySource = "";

  private final Arena arena = Arena.ofShared();
  private long[] keys = {};
  private MemorySegment segment = MemorySegment.NULL;

  /** Makes the keys. */
  @Setup
  public void generate() {
    keys = KeySource.parse(keySource).load().keys();
    segment = KeySegments.offHeap(arena, keys);
  }

  /** Frees the keys. */
  @TearDown(Level.Trial)
  public void close() {
    arena.close();
  }

  /** Trains on, or puts, all keys. */
  @Benchmark
  public SearchSystem build() {
    return SearchSystem.of(system, keys, segment);
  }
}

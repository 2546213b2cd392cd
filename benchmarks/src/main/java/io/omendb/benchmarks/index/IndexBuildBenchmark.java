package io.omendb.benchmarks.index;

import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.keys.DataSet;
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

/** Milliseconds to train an index, and to load one that was stored. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class IndexBuildBenchmark {
  private static final long SEED = 42;

  /** Engines by name. */
  @Param({"linear", "rmi", "binary"})
  public String engine = "";

  /** Shape of the keys. */
  @Param({"UNIFORM", "CLUSTERED", "EPOCH_MICROS"})
  public DataSet dataSet = DataSet.UNIFORM;

  /** Number of keys. */
  @Param({"1000000"})
  public int size;

  private record Trained(IndexEngine engine, MemorySegment keys, byte[] bytes) {}

  private final Arena arena = Arena.ofShared();
  private Trained trained = trained(new long[0]);

  /** Makes the keys. */
  @Setup
  public void generate() {
    trained = trained(dataSet.generate(size, SEED));
  }

  private Trained trained(long[] keys) {
    IndexEngine made =
        EngineRegistry.get().index().select(engine.isEmpty() ? "auto" : engine).create();
    MemorySegment segment = KeySegments.offHeap(arena, keys);
    return new Trained(made, segment, made.train(segment).toBytes());
  }

  /** Frees the keys. */
  @TearDown(Level.Trial)
  public void close() {
    arena.close();
  }

  /** Trains on all keys. */
  @Benchmark
  public LearnedIndex train() {
    return trained.engine().train(trained.keys());
  }

  /** Loads the stored form. */
  @Benchmark
  public LearnedIndex load() {
    return trained.engine().load(trained.bytes(), trained.keys());
  }
}

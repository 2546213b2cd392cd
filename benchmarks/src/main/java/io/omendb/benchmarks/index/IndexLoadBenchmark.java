package io.omendb.benchmarks.index;

import io.omendb.benchmarks.keys.KeySource;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
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

/** Milliseconds to load an index that was stored, which is what opening a segment costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class IndexLoadBenchmark {
  /** Engines by name; peers have no stored form. */
  @Param({"linear", "rmi", "binary"})
  public String system = "";

  /** Text of a {@link KeySource}. */
  @Param({"uniform:1000000", "clustered:1000000"})
  public String keySource = "";

  private record Stored(IndexEngine engine, MemorySegment keys, byte[] bytes) {
    LearnedIndex load() {
      return engine.load(bytes, keys);
    }
  }

  private final Arena arena = Arena.ofShared();
  private Stored stored = stored("auto", new long[0]);

  /** Makes the keys and the stored form of the index over them. */
  @Setup
  public void train() {
    stored = stored(system, KeySource.parse(keySource).load().keys());
  }

  private Stored stored(String name, long[] keys) {
    IndexEngine engine = EngineRegistry.get().index().select(name).create();
    MemorySegment segment = KeySegments.offHeap(arena, keys);
    return new Stored(engine, segment, engine.train(segment).toBytes());
  }

  /** Frees the keys. */
  @TearDown(Level.Trial)
  public void close() {
    arena.close();
  }

  /** Loads the stored form. */
  @Benchmark
  public LearnedIndex load() {
    return stored.load();
  }
}

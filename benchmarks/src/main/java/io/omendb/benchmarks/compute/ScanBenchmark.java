package io.omendb.benchmarks.compute;

import io.omendb.Metric;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.testkit.vectors.VectorDistribution;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds to score all rows of a native segment for one query, in blocks and with a bound that
 * about ten rows of each hundred thousand pass, as a search does. One thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ScanBenchmark {
  private static final int BLOCK_ROWS = 1024;
  private static final int SAMPLE_ROWS = 100_000;
  private static final int SAMPLE_PASSES = 10;
  private static final long SEED = 42;

  /** Compute engines by name. */
  @Param({"scalar", "vector_api"})
  public String engine = "";

  /** Metrics. */
  @Param({"L2", "DOT", "COSINE"})
  public Metric metric = Metric.L2;

  /** Elements of a vector. */
  @Param({"3", "128", "384", "768", "1536"})
  public int dimension;

  /** Bytes of rows; far more than the last-level cache, to measure main memory. */
  @Param({"1000000000"})
  public long bytes;

  private Arena arena = Arena.global();
  private MemorySegment rows = MemorySegment.NULL;
  private @Nullable ComputeEngine compute;
  private int count;
  private float[] query = {};
  private float bound;
  private final float[] distances = new float[BLOCK_ROWS];
  private final int[] positions = new int[BLOCK_ROWS];

  /** Fills the memory with uniform rows and takes the bound from the first of them. */
  @Setup
  public void load() {
    compute = EngineRegistry.get().compute().select(engine).create();
    query = VectorDistribution.UNIFORM.query(dimension, SEED);
    count = Math.toIntExact(bytes / rowBytes());
    arena = Arena.ofShared();
    rows = arena.allocate(count * rowBytes(), 64);
    for (int first = 0; first < count; first += BLOCK_ROWS) {
      int size = Math.min(BLOCK_ROWS, count - first);
      float[] block = VectorDistribution.UNIFORM.rows(size, dimension, SEED + 1 + first);
      MemorySegment.copy(block, 0, rows, ValueLayout.JAVA_FLOAT, first * rowBytes(), block.length);
    }
    float[] sample = new float[Math.min(count, SAMPLE_ROWS)];
    compute.batchDistance(metric, query, rows, sample.length, sample);
    Arrays.sort(sample);
    bound = sample[Math.min(SAMPLE_PASSES, sample.length) - 1];
  }

  private long rowBytes() {
    return (long) dimension * Float.BYTES;
  }

  /** Frees the memory. */
  @TearDown
  public void free() {
    arena.close();
  }

  /** Returns how many rows passed the bound. */
  @Benchmark
  public int scan(Bandwidth bandwidth) {
    ComputeEngine engine = Objects.requireNonNull(compute);
    bandwidth.start();
    int passed = 0;
    for (int first = 0; first < count; first += BLOCK_ROWS) {
      int size = Math.min(BLOCK_ROWS, count - first);
      MemorySegment block = rows.asSlice(first * rowBytes(), size * rowBytes());
      engine.batchDistance(metric, query, block, size, distances);
      passed += engine.selectAtMost(distances, size, bound, positions);
    }
    bandwidth.stop(count * rowBytes());
    return passed;
  }
}

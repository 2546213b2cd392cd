package io.omendb.benchmarks.compute;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
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

/** Milliseconds to add up native memory as longs: the ceiling of every scan of as many bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ReadBenchmark {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final long VECTOR_BYTES = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /** Bytes to read; far more than the last-level cache, to measure main memory. */
  @Param({"1000000000"})
  public long bytes;

  private Arena arena = Arena.global();
  private MemorySegment memory = MemorySegment.NULL;

  /** Touches every page, for pages never written share one page of zeros. */
  @Setup
  public void allocate() {
    arena = Arena.ofShared();
    memory = arena.allocate(bytes, 64).fill((byte) 1);
  }

  /** Frees the memory. */
  @TearDown
  public void free() {
    arena.close();
  }

  /** Four sums, so that no addition waits for another. */
  @Benchmark
  public long read(Bandwidth bandwidth) {
    bandwidth.start();
    LongVector sum0 = LongVector.zero(SPECIES);
    LongVector sum1 = LongVector.zero(SPECIES);
    LongVector sum2 = LongVector.zero(SPECIES);
    LongVector sum3 = LongVector.zero(SPECIES);
    int passes = Math.toIntExact(bytes / (4 * VECTOR_BYTES));
    for (int i = 0; i < passes; i++) {
      long offset = i * (4 * VECTOR_BYTES);
      sum0 = sum0.add(LongVector.fromMemorySegment(SPECIES, memory, offset, ORDER));
      sum1 = sum1.add(LongVector.fromMemorySegment(SPECIES, memory, offset + VECTOR_BYTES, ORDER));
      sum2 =
          sum2.add(LongVector.fromMemorySegment(SPECIES, memory, offset + 2 * VECTOR_BYTES, ORDER));
      sum3 =
          sum3.add(LongVector.fromMemorySegment(SPECIES, memory, offset + 3 * VECTOR_BYTES, ORDER));
    }
    bandwidth.stop(4 * VECTOR_BYTES * passes);
    return sum0.add(sum1).add(sum2.add(sum3)).reduceLanes(VectorOperators.ADD);
  }
}

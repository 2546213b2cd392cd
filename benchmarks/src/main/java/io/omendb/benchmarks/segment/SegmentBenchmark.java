package io.omendb.benchmarks.segment;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentReader;
import io.omendb.core.segment.SegmentWriter;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Nanoseconds per row of one segment of a million rows in the memory engine, so that no disk is
 * measured, and of one Arrow stream of a hundred thousand.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g"})
@State(Scope.Thread)
public class SegmentBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int STREAM_ROWS = 100_000;
  private static final int VALUE_BYTES = 100;
  private static final String NAME = "benchmark.arrow";

  /** What a row holds. */
  public enum Shape {
    /** One binary value of 100 bytes. */
    BINARY("value binary"),
    /** One text of 100 ASCII characters. */
    TEXT("value utf8"),
    /** A short text, a number, a time and a vector. */
    MIXED("name utf8, population int64, seen timestamp, position vector<float32>[3]");

    private final String schema;

    Shape(String schema) {
      this.schema = schema;
    }

    @Nullable Object[] values(Random random) {
      return switch (this) {
        case BINARY -> {
          byte[] bytes = new byte[VALUE_BYTES];
          random.nextBytes(bytes);
          yield new @Nullable Object[] {bytes};
        }
        case TEXT ->
            new @Nullable Object[] {("" + (char) ('a' + random.nextInt(26))).repeat(VALUE_BYTES)};
        case MIXED ->
            new @Nullable Object[] {
              "city " + random.nextInt(),
              random.nextLong(),
              Instant.ofEpochSecond(random.nextInt()),
              new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()}
            };
      };
    }
  }

  /** What a row holds. */
  @Param public Shape shape = Shape.BINARY;

  private Schema schema = Schema.of();
  private List<RowVersion> versions = List.of();
  private List<Row> rows = List.of();
  private byte[] stream = {};
  private int[] columns = {};
  private SplittableRandom random = new SplittableRandom(1);

  @SuppressWarnings("NullAway.Init") // by open(), which JMH calls first
  private StorageEngine storage;

  @SuppressWarnings("NullAway.Init") // by open(), which JMH calls first
  private SegmentInfo info;

  @SuppressWarnings("NullAway.Init") // by open(), which JMH calls first
  private SegmentReader reader;

  /** For JMH. */
  public SegmentBenchmark() {}

  /** Makes the rows, writes and opens the segment. */
  @Setup
  public void open() {
    schema = Schema.parse(shape.schema);
    columns = IntStream.range(0, schema.size()).toArray();
    random = new SplittableRandom(1);
    Random values = new Random(1);
    versions = new ArrayList<>(ROWS);
    rows = new ArrayList<>(STREAM_ROWS);
    for (int row = 0; row < ROWS; row++) {
      versions.add(new RowVersion(7L * row, 1, false, shape.values(values)));
    }
    for (RowVersion version : versions.subList(0, STREAM_ROWS)) {
      rows.add(schema.row(version.key(), version.values()));
    }
    stream = ArrowRows.stream(schema, rows);
    storage = EngineRegistry.get().storage().select("memory").open("");
    info = SegmentWriter.write(storage, NAME, schema, versions);
    reader = SegmentReader.open(storage, info, schema);
  }

  /** Closes the segment. */
  @TearDown
  public void close() {
    reader.close();
    storage.close();
  }

  /** One row of a segment that is written. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public SegmentInfo write() {
    storage.deleteBlob("written.arrow");
    return SegmentWriter.write(storage, "written.arrow", schema, versions);
  }

  /** One row of a segment whose checksum is verified. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void verify() {
    SegmentReader.open(storage, info, schema).close();
  }

  /** All values of a random row. */
  @Benchmark
  public @Nullable Object[] random_values() {
    return reader.values(random.nextInt(ROWS), columns);
  }

  /** All values of the next row. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void sequential_values(Blackhole sink) {
    for (int row = 0; row < ROWS; row++) {
      sink.consume(reader.values(row, columns));
    }
  }

  /** One row of a stream that is encoded. */
  @Benchmark
  @OperationsPerInvocation(STREAM_ROWS)
  public byte[] arrow_encode() {
    return ArrowRows.stream(schema, rows);
  }

  /** One row of a stream that is decoded. */
  @Benchmark
  @OperationsPerInvocation(STREAM_ROWS)
  public void arrow_decode(Blackhole sink) {
    try (ArrowRowReader decoder = ArrowRows.read(new ByteArrayInputStream(stream))) {
      for (List<Row> batch = decoder.nextBatch(); batch != null; batch = decoder.nextBatch()) {
        sink.consume(batch);
      }
    }
  }
}

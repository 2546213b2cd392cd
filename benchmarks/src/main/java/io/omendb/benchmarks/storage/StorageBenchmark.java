package io.omendb.benchmarks.storage;

import io.omendb.Durability;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * The storage engines side by side: keys of 8 bytes, values of 100, one million rows for reads,
 * blobs of 1 MiB. Add threads ({@code -t 16}) to see {@code put_sync} share its fsyncs. Data goes
 * to the temporary directory: point {@code -jvmArgsAppend -Djava.io.tmpdir=...} at a real disk.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx2g"})
public class StorageBenchmark {
  private static final int BLOB_BYTES = 1 << 20;
  private static final int PAGE_BYTES = 4096;

  /** For JMH. */
  public StorageBenchmark() {}

  /** An engine that holds nothing at the start. */
  @State(Scope.Benchmark)
  public static class Fresh {
    /** The engine. */
    @Param({"memory", "rocksdb"})
    public String engine = "";

    @SuppressWarnings("NullAway.Init") // by open(), which JMH calls first
    EngineUnderTest database;

    final AtomicLong blobs = new AtomicLong();

    /** For JMH. */
    public Fresh() {}

    /** Opens the engine and stores the blob that is opened. */
    @Setup
    public void open() throws IOException {
      database = new EngineUnderTest(engine);
      putBlob("opened");
    }

    final void putBlob(String name) {
      database.engine.putBlob(
          name, channel -> channel.write(ByteBuffer.wrap(new byte[BLOB_BYTES])));
    }

    /** Deletes what was written. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      database.close();
    }
  }

  /** An engine that holds all rows. */
  @State(Scope.Benchmark)
  public static class Loaded extends Fresh {
    /** For JMH. */
    public Loaded() {}

    /** Loads the rows. */
    @Setup
    public void load() {
      database.load();
    }
  }

  /** Keys and a value of one thread. */
  @State(Scope.Thread)
  public static class Draws {
    private final SplittableRandom random = new SplittableRandom(Thread.currentThread().threadId());
    final byte[] value = EngineUnderTest.value(new Random(2));

    /** For JMH. */
    public Draws() {}

    final byte[] storedKey() {
      return EngineUnderTest.key(2L * random.nextInt(EngineUnderTest.ROWS));
    }

    final byte[] absentKey() {
      return EngineUnderTest.key(2L * random.nextInt(EngineUnderTest.ROWS) + 1);
    }
  }

  /** One durable commit. */
  @Benchmark
  public void put_sync(Fresh state, Draws draws) {
    state.database.engine.put(draws.storedKey(), draws.value, Durability.SYNC);
  }

  /** One commit that may be lost. */
  @Benchmark
  public void put_async(Fresh state, Draws draws) {
    state.database.engine.put(draws.storedKey(), draws.value, Durability.ASYNC);
  }

  /** One row of a batch of a thousand. */
  @Benchmark
  @OperationsPerInvocation(EngineUnderTest.BATCH_ROWS)
  public void batch_async(Fresh state, Draws draws) {
    StorageBatch batch = new StorageBatch();
    for (int i = 0; i < EngineUnderTest.BATCH_ROWS; i++) {
      batch.put(draws.storedKey(), draws.value);
    }
    state.database.engine.write(batch, Durability.ASYNC);
  }

  /** A key that is there. */
  @Benchmark
  public byte[] get_hit(Loaded state, Draws draws) {
    byte[] value = state.database.engine.get(draws.storedKey());
    if (value == null) {
      throw new AssertionError("a stored key was not found");
    }
    return value;
  }

  /** A key that is not there. */
  @Benchmark
  public boolean get_miss(Loaded state, Draws draws) {
    if (state.database.engine.get(draws.absentKey()) != null) {
      throw new AssertionError("an absent key was found");
    }
    return true;
  }

  /** A thousand rows in order from a random key, or those up to the end. */
  @Benchmark
  public long scan_1000(Loaded state, Draws draws) {
    long bytes = 0;
    try (StorageCursor cursor = state.database.engine.scan(draws.storedKey(), null)) {
      for (int i = 0; i < 1_000 && cursor.next(); i++) {
        bytes += cursor.key().length + cursor.value().length;
      }
    }
    return bytes;
  }

  /** Writing a blob, durably, and deleting it. */
  @Benchmark
  public void put_blob(Fresh state) {
    String name = "blob-" + state.blobs.incrementAndGet();
    state.putBlob(name);
    state.database.engine.deleteBlob(name);
  }

  /** Opening a blob, touching its pages and closing it. */
  @Benchmark
  public long open_blob(Fresh state) {
    try (Blob blob = state.database.engine.openBlob("opened")) {
      MemorySegment content = blob.content();
      long sum = 0;
      for (long offset = 0; offset < BLOB_BYTES; offset += PAGE_BYTES) {
        sum += content.get(ValueLayout.JAVA_BYTE, offset);
      }
      return sum;
    }
  }
}

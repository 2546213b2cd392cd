package io.omendb.benchmarks.database;

import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.Probes;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/**
 * Nanoseconds per read and per write of rows with a value of {@value #VALUE_BYTES} bytes. Reads
 * find everything in segments, or in compacted files. The keys sought are random and eight million,
 * taken in turn: as good as fresh ones.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-Xms4g",
      "-Xmx4g"
    })
public class RowBenchmark {
  static final int VALUE_BYTES = 100;

  /** The prefix of the names of our own systems; the index engine follows. */
  public static final String OMENDB = RowStore.OMENDB;

  private static final int PROBES = 1 << 23;
  private static final int MASK = PROBES - 1;
  private static final int LOAD_BATCH = 10_000;
  private static final int MULTI_GET = 100;
  private static final int SCAN = 1_000;
  private static final int WRITE_BATCH = 1_000;
  private static final long SEED = 42;

  /** Our own with an index engine each, and the peer. */
  @Param({"omendb_auto", "omendb_pgm", "omendb_btree", "omendb_rmi", "omendb_binary", "rocksdb"})
  public String system = "";

  /** Shape of the keys. */
  @Param({"UNIFORM"})
  public DataSet dataSet = DataSet.UNIFORM;

  /** Number of rows. */
  @Param({"1000000"})
  public int rows;

  private @Nullable Scratch scratch;
  private @Nullable RowStore opened;
  private RowStore store = new NoRows();
  private long[] present = {};
  private long[] absent = {};
  private byte[][] values = {};
  private int next;

  /** Before the setup. */
  private static final class NoRows implements RowStore {
    @Override
    public int get(long key) {
      return -1;
    }

    @Override
    public int getAll(long[] keys) {
      return 0;
    }

    @Override
    public long scan(long from, int limit) {
      return 0;
    }

    @Override
    public void write(long[] keys, byte[][] written, boolean sync) {
      throw new IllegalStateException("not set up");
    }

    @Override
    public void settle() {}

    @Override
    public void close() {}
  }

  /** Loads the rows and checks that the system finds them. */
  @Setup
  public void load() {
    scratch = new Scratch();
    store = RowStore.open(system, scratch.database());
    opened = store;
    Random random = new Random(SEED);
    values = new byte[WRITE_BATCH][VALUE_BYTES];
    for (byte[] value : values) {
      random.nextBytes(value);
    }
    long[] keys = dataSet.generate(rows, SEED);
    for (int from = 0; from < keys.length; from += LOAD_BATCH) {
      long[] part = Arrays.copyOfRange(keys, from, Math.min(keys.length, from + LOAD_BATCH));
      byte[][] partValues = new byte[part.length][];
      Arrays.setAll(partValues, i -> values[i % values.length]);
      store.write(part, partValues, false);
    }
    store.settle();
    present = Probes.present(keys, PROBES, SEED + 1);
    absent = Arrays.copyOf(Probes.absent(keys, PROBES, SEED + 2), PROBES);
    for (int i = 0; i < WRITE_BATCH; i++) {
      if (store.get(present[i]) != VALUE_BYTES) {
        throw new IllegalStateException(system + " lost key " + present[i]);
      }
    }
  }

  /** Removes the files. */
  @TearDown(Level.Trial)
  public void close() {
    if (opened != null) {
      opened.close();
    }
    if (scratch != null) {
      scratch.close();
    }
  }

  private long nextKey() {
    return present[next++ & MASK];
  }

  private long[] nextKeys(int count) {
    long[] keys = new long[count];
    Arrays.setAll(keys, i -> nextKey());
    return keys;
  }

  /** A row that is there. */
  @Benchmark
  public int get() {
    return store.get(nextKey());
  }

  /** A row that is not there. */
  @Benchmark
  public int getMissing() {
    return store.get(absent[next++ & MASK]);
  }

  /** A hundred rows in one call. */
  @Benchmark
  public int multiGet() {
    return store.getAll(nextKeys(MULTI_GET));
  }

  /** A thousand rows in key order. */
  @Benchmark
  public long scan1000() {
    return store.scan(nextKey(), SCAN);
  }

  /** One row, on disk before the call returns. */
  @Benchmark
  public void putSync() {
    store.write(nextKeys(1), values, true);
  }

  /** One row. */
  @Benchmark
  public void putAsync() {
    store.write(nextKeys(1), values, false);
  }

  /** A thousand rows in one step. */
  @Benchmark
  public void batchAsync() {
    store.write(nextKeys(WRITE_BATCH), values, false);
  }
}

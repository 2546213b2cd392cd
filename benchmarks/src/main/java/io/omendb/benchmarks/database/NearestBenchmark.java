package io.omendb.benchmarks.database;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.NearestResult;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
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
 * Milliseconds per exact search for the ten nearest rows, over all rows and over a tenth of the key
 * range, with each compute engine. Vectors are Gaussian, in flushed segments.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
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
public class NearestBenchmark {
  private static final int BATCH = 1_000;
  private static final int QUERIES = 256;
  private static final long SEED = 42;

  /** Compute engines by name. */
  @Param({"scalar", "vector_api"})
  public String engine = "";

  /** Metrics as schema text names them. */
  @Param({"l2", "dot", "cosine"})
  public String metric = "l2";

  /** Elements of a vector. */
  @Param({"384"})
  public int dimension;

  /** Number of rows. */
  @Param({"200000"})
  public int rows;

  private @Nullable Scratch scratch;
  private @Nullable Database database;
  private @Nullable Collection collection;
  private float[][] queries = {};
  private int next;

  /** Loads the rows. */
  @Setup
  public void load() {
    scratch = new Scratch();
    database =
        Database.open(
            "file:" + scratch.database(),
            DatabaseOptions.defaults().with("compute.engine", engine));
    collection =
        database.createCollection(
            "rows", Schema.parse("v vector<float32>[" + dimension + ", " + metric + "]"));
    Random random = new Random(SEED);
    for (int from = 0; from < rows; from += BATCH) {
      WriteBatch batch = new WriteBatch();
      for (int key = from; key < Math.min(rows, from + BATCH); key++) {
        batch.put(Row.of(key).with("v", gaussian(random)));
      }
      collection.write(batch, Durability.ASYNC);
    }
    collection.merge();
    queries = new float[QUERIES][];
    for (int i = 0; i < QUERIES; i++) {
      queries[i] = gaussian(random);
    }
  }

  private float[] gaussian(Random random) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** Removes the files. */
  @TearDown(Level.Trial)
  public void close() {
    if (database != null) {
      database.close();
    }
    if (scratch != null) {
      scratch.close();
    }
  }

  private Collection collection() {
    Collection loaded = collection;
    if (loaded == null) {
      throw new IllegalStateException("not set up");
    }
    return loaded;
  }

  private float[] nextQuery() {
    return queries[next++ % QUERIES];
  }

  /** Ten nearest of all rows. */
  @Benchmark
  public NearestResult all() {
    return collection().nearest(nextQuery()).k(10).run();
  }

  /** Ten nearest of a tenth of the rows, contiguous in key order. */
  @Benchmark
  public NearestResult keyRange() {
    return collection().nearest(nextQuery()).k(10).keys(rows / 2, rows / 2 + rows / 10).run();
  }
}

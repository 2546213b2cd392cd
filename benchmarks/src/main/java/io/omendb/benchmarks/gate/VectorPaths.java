package io.omendb.benchmarks.gate;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Metric;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.benchmarks.rounds.Task;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.VectorSource;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.testkit.vectors.VectorDistribution;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Kernels over vectors, and searches. */
final class VectorPaths {
  private static final int DIMENSION = 128;

  /** They fit the cache of a core, so that kernels are compared and not memory. */
  private static final int KERNEL_ROWS = 512;

  private static final int SEARCH_ROWS = 50_000;
  private static final int QUERIES = 64;
  private static final long SEED = 42;
  private static final double TOLERANCE = 1e-3;

  private VectorPaths() {}

  /** One operation is the squared distances of a query to all rows. */
  static PathPair kernels() {
    Arena arena = Arena.ofShared();
    MemorySegment rows =
        offHeap(arena, VectorDistribution.UNIFORM.rows(KERNEL_ROWS, DIMENSION, SEED));
    float[] query = VectorDistribution.UNIFORM.query(DIMENSION, SEED + 1);
    float[] ofScalar = new float[KERNEL_ROWS];
    float[] ofVectors = new float[KERNEL_ROWS];
    Task plain = distances(engine("scalar"), rows, query, ofScalar);
    Task path = distances(engine("vector_api"), rows, query, ofVectors);
    plain.run(1);
    path.run(1);
    for (int i = 0; i < KERNEL_ROWS; i++) {
      if (Math.abs(ofScalar[i] - ofVectors[i]) > TOLERANCE * (1 + ofScalar[i])) {
        throw new IllegalStateException("The kernels differ at row " + i);
      }
    }
    return new PathPair(plain, path, arena::close);
  }

  private static Task distances(
      ComputeEngine engine, MemorySegment rows, float[] query, float[] distances) {
    return operations -> {
      float sum = 0;
      for (int i = 0; i < operations; i++) {
        engine.batchDistance(Metric.L2, query, rows, KERNEL_ROWS, distances);
        sum += distances[i % KERNEL_ROWS];
      }
      return Float.floatToIntBits(sum);
    };
  }

  /** One operation is a search for the ten nearest rows. */
  static PathPair codes(Path directory) {
    VectorSource source = new VectorSource.Clustered(SEARCH_ROWS, QUERIES, DIMENSION, true);
    VectorSet base = source.base();
    VectorSet asked = source.queries();
    Database database = Database.open("file:" + directory.resolve("vectors"));
    Collection collection =
        database.createCollection(
            "rows", Schema.parse("v vector<float32>[" + DIMENSION + ", l2] not null"));
    collection.bulkLoad(
        IntStream.range(0, SEARCH_ROWS).mapToObj(i -> Row.of(i).with("v", base.row(i))).iterator());
    float[][] queries = new float[QUERIES][];
    Arrays.setAll(queries, asked::row);
    FloatScan scan = new FloatScan(engine(Providers.AUTO), base.rows(), SEARCH_ROWS, DIMENSION);
    Task plain =
        operations -> {
          long sum = 0;
          for (int i = 0; i < operations; i++) {
            sum += scan.nearest(queries[i % QUERIES]);
          }
          return sum;
        };
    Task path =
        operations -> {
          long sum = 0;
          for (int i = 0; i < operations; i++) {
            sum += nearest(collection, queries[i % QUERIES]);
          }
          return sum;
        };
    IndexPaths.requireSame(plain.run(QUERIES), path.run(QUERIES));
    return new PathPair(plain, path, database::close);
  }

  /** The sum of the keys of the nearest rows. */
  private static long nearest(Collection rows, float[] query) {
    return rows.nearest("v", query).k(FloatScan.K).mode(SearchMode.EXACT).columns().hits().stream()
        .mapToLong(hit -> hit.key())
        .sum();
  }

  private static ComputeEngine engine(String name) {
    return EngineRegistry.get().compute().select(name).create();
  }

  private static MemorySegment offHeap(Arena arena, float[] values) {
    MemorySegment segment = arena.allocate((long) values.length * Float.BYTES, 64);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return segment;
  }
}

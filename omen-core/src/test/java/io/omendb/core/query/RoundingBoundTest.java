package io.omendb.core.query;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Metric;
import io.omendb.core.segment.VectorNorms;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No row within the worst distance may have a kernel's result above the bound. */
class RoundingBoundTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final int ROUNDS = Boolean.getBoolean("omendb.test.long") ? 5_000 : 60;
  private static final int ROWS = 64;

  static Stream<Arguments> engines() {
    return EngineRegistry.get().compute().availableNames().stream()
        .flatMap(engine -> Stream.of(Metric.values()).map(metric -> Arguments.of(engine, metric)));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void bound_keepsEveryRowThatCounts(String engineName, Metric metric) {
    ComputeEngine engine = EngineRegistry.get().compute().select(engineName).create();
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      int dimension = 1 + random.nextInt(random.nextInt(4) == 0 ? 1000 : 20);
      float[] query = vector(random, dimension, random.nextInt(6), new float[dimension]);
      float[] rows = new float[ROWS * dimension];
      int kind = random.nextInt(7);
      for (int row = 0; row < ROWS; row++) {
        float[] vector = vector(random, dimension, kind == 6 ? random.nextInt(6) : kind, query);
        System.arraycopy(vector, 0, rows, row * dimension, dimension);
      }
      check(engine, metric, query, rows, "round " + round + ", kind " + kind + ", seed " + SEED);
    }
  }

  private static void check(
      ComputeEngine engine, Metric metric, float[] query, float[] rows, String where) {
    int dimension = query.length;
    MemorySegment segment = MemorySegment.ofArray(rows);
    ExactDistance exact = new ExactDistance(metric, query);
    float[] found = new float[ROWS];
    engine.batchDistance(metric, query, segment, ROWS, found);
    double[] distances = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      distances[row] = exact.to(segment, (long) row * dimension * Float.BYTES);
    }
    RoundingBound rounding =
        new RoundingBound(metric, dimension, exact.queryNorm(), norms(rows, dimension));
    for (int worst = 0; worst < ROWS; worst++) {
      float bound = rounding.of(distances[worst]);
      for (int row = 0; row < ROWS; row++) {
        double distance = distances[row];
        float result = found[row];
        assertTrue(
            distance > distances[worst] || !(result > bound),
            () -> distance + " as " + result + " is above " + bound + ", " + where);
      }
    }
  }

  private static VectorNorms norms(float[] rows, int dimension) {
    double greatest = 0;
    boolean hasTiny = false;
    for (int row = 0; row < ROWS; row++) {
      double squared = 0;
      for (int i = 0; i < dimension; i++) {
        double element = rows[row * dimension + i];
        squared += element * element;
      }
      greatest = Math.max(greatest, squared);
      hasTiny |= squared > 0 && squared < 1e-30;
    }
    return new VectorNorms(Math.sqrt(greatest) * 1.01, hasTiny);
  }

  private static float[] vector(Random random, int dimension, int kind, float[] query) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] =
          switch (kind) {
            case 0 -> (float) random.nextGaussian();
            // A neighbour of the query, so that products cancel or distances vanish.
            case 1 -> query[i] + (random.nextInt(5) - 2) * Math.ulp(query[i]);
            case 2 -> (float) (random.nextGaussian() * 1e18);
            case 3 -> (float) (random.nextGaussian() * 1e-20);
            case 4 -> (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(3) * 0x1p-23f);
            default -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(70) - 36));
          };
      if (!Float.isFinite(vector[i])) {
        vector[i] = 0;
      }
    }
    return vector;
  }
}

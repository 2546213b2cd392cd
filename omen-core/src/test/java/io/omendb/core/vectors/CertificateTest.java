package io.omendb.core.vectors;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Metric;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row must survive the bound that its own distance makes: whatever the query, whatever the
 * rounding. Queries are made to come as close to the bound as they can.
 */
class CertificateTest {
  private static final long SEED = 20261121;
  private static final int ROWS = 600;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private double[] direction(int dimension) {
    double[] vector = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
    }
    return vector;
  }

  /** Rows of all kinds: near each other, equal, opposite, along an axis, of many lengths. */
  private float[][] rows(int dimension, double spread) {
    float[][] rows = new float[ROWS][];
    double[] centre = direction(dimension);
    for (int r = 0; r < ROWS; r++) {
      double[] row = direction(dimension);
      if (r % 3 == 1) {
        for (int i = 0; i < dimension; i++) {
          row[i] = centre[i] + row[i] * Math.pow(10, -(r % 7));
        }
      } else if (r % 50 == 0) {
        java.util.Arrays.fill(row, 0);
        row[r % dimension] = r % 100 == 0 ? 1 : -1;
      }
      double length = Math.exp(spread * (random.nextDouble() * 2 - 1));
      rows[r] = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        rows[r][i] = (float) (row[i] * length);
      }
      if (r % 10 == 9) {
        rows[r] = rows[r - 1].clone();
      }
    }
    return rows;
  }

  /** A query near or far from a row, or on its way to where its codes point. */
  private float[] query(float[][] rows, int round) {
    int dimension = rows[0].length;
    float[] row = rows[random.nextInt(ROWS)];
    double[] noise = direction(dimension);
    double weight = Math.pow(10, -random.nextInt(8));
    float[] query = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      query[i] =
          switch (round % 4) {
            case 0 -> (float) noise[i];
            case 1 -> (float) (row[i] + weight * noise[i]);
            case 2 -> (float) (-row[i] + weight * noise[i]);
            default -> row[i] * 1.5f;
          };
    }
    return query;
  }

  private static double distance(Metric metric, float[] q, float[] v) {
    double dot = 0;
    double qq = 0;
    double vv = 0;
    double squared = 0;
    for (int i = 0; i < q.length; i++) {
      dot += (double) q[i] * v[i];
      qq += (double) q[i] * q[i];
      vv += (double) v[i] * v[i];
      squared += ((double) q[i] - v[i]) * ((double) q[i] - v[i]);
    }
    return switch (metric) {
      case L2 -> Math.sqrt(squared);
      case DOT -> -dot;
      case COSINE -> 1 - dot / Math.sqrt(qq * vv);
    };
  }

  private static double norm(float[] vector) {
    return distance(Metric.L2, vector, new float[vector.length]);
  }

  @ParameterizedTest
  @CsvSource({
    "32, 0, vector_api", "33, 0, vector_api", "100, 0.5, vector_api", "384, 0, vector_api",
    "384, 2, vector_api", "384, 12, vector_api", "1000, 0, vector_api", "2048, 1, vector_api",
    "32, 0, scalar", "100, 2, scalar"
  })
  void noRowIsExcludedByItsOwnDistance(int dimension, double spread, String engine) {
    ComputeEngine compute = EngineRegistry.get().compute().select(engine).create();
    float[][] rows = rows(dimension, spread);
    long checks = 0;
    try (StorageEngine storage = storage();
        VectorCodes codes = codes(storage, rows)) {
      for (int round = 0; round < 24; round++) {
        float[] q = query(rows, round);
        QueryCodes query = QueryCodes.of(q, norm(q));
        assertNotNull(query);
        short[] sums = sums(compute, codes, query);
        for (Metric metric : Metric.values()) {
          for (int target = random.nextInt(5); target < ROWS; target += 5) {
            double worst = distance(metric, q, rows[target]);
            Certificate certificate = Certificate.of(metric, norm(q), worst);
            String what =
                "row %d, round %d, %s, d = %d, %s, seed %d"
                    .formatted(target, round, metric, dimension, engine, SEED);
            checkSums(compute, codes, query, certificate, sums, target, what);
            checkBytes(compute, codes, query, certificate, target, what);
            checks++;
          }
        }
      }
    }
    assertTrue(checks > 5_000, checks + " checks");
  }

  private static short[] sums(ComputeEngine compute, VectorCodes codes, QueryCodes query) {
    CodeTable table = query.quarters();
    short[] sums = new short[CodeBlocks.blocks(ROWS) * CodeBlocks.ROWS];
    compute.sumCodes(
        codes.section(CodesSection.QUARTERS),
        CodeBlocks.blocks(ROWS),
        table.groups(),
        table.entries(),
        sums);
    return sums;
  }

  private static void checkSums(
      ComputeEngine compute,
      VectorCodes codes,
      QueryCodes query,
      Certificate certificate,
      short[] sums,
      int target,
      String what) {
    int[] kept = new int[ROWS];
    int count =
        compute.selectBounded(
            sums,
            ROWS,
            codes.section(CodesSection.ALPHAS),
            codes.section(CodesSection.BETAS),
            certificate.hasOneNorm(codes) ? null : codes.section(CodesSection.NORMS),
            certificate.bound(codes, query.quarters()),
            kept);
    assertTrue(IntStream.of(kept).limit(count).anyMatch(row -> row == target), what + ", codes");
  }

  private static void checkBytes(
      ComputeEngine compute,
      VectorCodes codes,
      QueryCodes query,
      Certificate certificate,
      int target,
      String what) {
    int[] one = {target};
    int[] products = new int[1];
    compute.multiplyBytes(
        query.bytes().values(), codes.section(CodesSection.BYTES), one, 1, products);
    assertTrue(
        certificate.selectByBytes(codes, query.bytes(), one, products, 1) == 1, what + ", bytes");
  }

  /** A bound that keeps everything would pass the test above. */
  @ParameterizedTest
  @ValueSource(ints = {64, 384})
  void mostRowsAreExcluded(int dimension) {
    ComputeEngine compute = EngineRegistry.get().compute().select("auto").create();
    float[][] rows = new float[ROWS][dimension];
    for (float[] row : rows) {
      double[] values = direction(dimension);
      for (int i = 0; i < dimension; i++) {
        row[i] = (float) values[i];
      }
    }
    try (StorageEngine storage = storage();
        VectorCodes codes = codes(storage, rows)) {
      for (Metric metric : Metric.values()) {
        float[] q = rows[7].clone();
        q[0] += 0.5f;
        QueryCodes query = QueryCodes.of(q, norm(q));
        assertNotNull(query);
        Certificate certificate = Certificate.of(metric, norm(q), distance(metric, q, rows[7]));
        int[] kept = new int[ROWS];
        int count =
            compute.selectBounded(
                sums(compute, codes, query),
                ROWS,
                codes.section(CodesSection.ALPHAS),
                codes.section(CodesSection.BETAS),
                certificate.hasOneNorm(codes) ? null : codes.section(CodesSection.NORMS),
                certificate.bound(codes, query.quarters()),
                kept);
        assertTrue(count < ROWS / 10, count + " rows kept, " + metric);
      }
    }
  }

  @Test
  void marksAreNeverOnTheWrongSide() {
    for (int round = 0; round < 100_000; round++) {
      double least = random.nextDouble() * 2 - 1;
      double greatest = least + Math.pow(10, -random.nextInt(9)) * random.nextDouble();
      Marks marks = Marks.between(least, greatest);
      double number = least + (greatest - least) * random.nextDouble();
      assertTrue(marks.value(marks.below(number)) <= number, "seed " + SEED);
      assertTrue(marks.value(marks.above(number)) >= number, "seed " + SEED);
    }
  }

  private static StorageEngine storage() {
    return EngineRegistry.get().storage().select("memory").open("");
  }

  private static VectorCodes codes(StorageEngine storage, float[][] rows) {
    int dimension = rows[0].length;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vectors = arena.allocate(4L * ROWS * dimension, 64);
      for (int r = 0; r < ROWS; r++) {
        MemorySegment.copy(
            rows[r], 0, vectors, ValueLayout.JAVA_FLOAT, 4L * r * dimension, dimension);
      }
      VectorCodesWriter.write(storage, "codes", vectors, ROWS, dimension, row -> true);
    }
    VectorCodes codes = VectorCodes.open(storage, "codes", ROWS, dimension);
    assertNotNull(codes);
    return codes;
  }
}

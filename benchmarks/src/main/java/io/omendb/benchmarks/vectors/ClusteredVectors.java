package io.omendb.benchmarks.vectors;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Vectors in Gaussian clusters, from a seed, the same on every machine. There are about {@code
 * sqrt(rows)} clusters, few of them large; each has its own width; the variance of the dimensions
 * falls, as that of embeddings does. Queries are more of the same, never equal to a row.
 */
final class ClusteredVectors {
  /* A row is centre + width * noise. |centre| = 1, |noise| about 1 and widths 0.6..1.2, so that
   * cosines within a cluster are about 0.4..0.7 and clusters overlap, as topics of texts do. The
   * standard deviation of dimension j is that of (1 + j / FLAT)^-0.5: half the variance is in the
   * first fifth of 384 dimensions. */
  private static final long SEED = 42;
  private static final long QUERY_SEED = 4_242;
  private static final double LEAST_WIDTH = 0.6;
  private static final double MOST_WIDTH = 1.2;
  private static final double FLAT = 32;

  private final int dimension;
  private final boolean unit;
  private final float[][] centres;
  private final double[] widths;
  private final double[] deviations;

  /**
   * A mixture.
   *
   * @param rows how many rows it is meant for, which says how many clusters it has
   * @param unit whether vectors have length one; otherwise lengths vary by a factor of about three
   */
  ClusteredVectors(int rows, int dimension, boolean unit) {
    this.dimension = dimension;
    this.unit = unit;
    deviations = new double[dimension];
    double variance = 0;
    for (int j = 0; j < dimension; j++) {
      deviations[j] = 1 / Math.sqrt(1 + j / FLAT);
      variance += deviations[j] * deviations[j];
    }
    for (int j = 0; j < dimension; j++) {
      deviations[j] /= Math.sqrt(variance);
    }
    int clusters = Math.max(1, (int) Math.sqrt(rows));
    SplittableRandom random = new SplittableRandom(SEED);
    centres = new float[clusters][];
    widths = new double[clusters];
    for (int cluster = 0; cluster < clusters; cluster++) {
      centres[cluster] = noise(random);
      VectorSet.normalize(centres[cluster]);
      widths[cluster] = random.nextDouble(LEAST_WIDTH, MOST_WIDTH);
    }
  }

  /** The first rows. */
  VectorSet rows(int count) {
    return fill(count, SEED);
  }

  /** Vectors to search for. */
  VectorSet queries(int count) {
    return fill(count, QUERY_SEED);
  }

  private VectorSet fill(int count, long seed) {
    VectorSet vectors = VectorSet.allocate(count, dimension);
    SplittableRandom seeds = new SplittableRandom(seed);
    long salt = seeds.nextLong();
    IntStream.range(0, count)
        .parallel()
        .forEach(row -> vectors.set(row, vector(new SplittableRandom(salt ^ mixed(row)))));
    return vectors;
  }

  /** Far apart seeds for neighbouring rows. */
  private static long mixed(int row) {
    return (row + 1) * 0x9E3779B97F4A7C15L;
  }

  private float[] vector(SplittableRandom random) {
    double uniform = random.nextDouble();
    int cluster = (int) (uniform * uniform * centres.length); // the first ones are large
    float[] values = noise(random);
    for (int j = 0; j < dimension; j++) {
      values[j] = (float) (centres[cluster][j] + widths[cluster] * values[j]);
    }
    if (unit) {
      VectorSet.normalize(values);
    } else {
      float length = (float) Math.exp(0.3 * random.nextGaussian());
      for (int j = 0; j < dimension; j++) {
        values[j] *= length;
      }
    }
    return values;
  }

  private float[] noise(SplittableRandom random) {
    float[] values = new float[dimension];
    for (int j = 0; j < dimension; j++) {
      values[j] = (float) (deviations[j] * random.nextGaussian());
    }
    return values;
  }
}

package io.omendb.testkit.vectors;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Shapes of vector data, from what embeddings look like to what breaks naive kernels. */
public enum VectorDistribution {
  /** Independent elements between -1 and 1. */
  UNIFORM {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) random.nextDouble(-1, 1);
      }
    }
  },
  /** Gaussian rows scaled to length one, as embedding models return them. */
  UNIT {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      for (int from = 0; from < rows.length; from += dimension) {
        double squared = 0;
        for (int i = 0; i < dimension; i++) {
          rows[from + i] = (float) random.nextGaussian();
          squared += (double) rows[from + i] * rows[from + i];
        }
        double length = Math.sqrt(squared);
        for (int i = 0; i < dimension; i++) {
          rows[from + i] = (float) (rows[from + i] / length);
        }
      }
    }
  },
  /**
   * Rows close to one of eight centres far from the origin: differences are small beside values.
   */
  CLUSTERED {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      float[] centres = new float[8 * dimension];
      for (int i = 0; i < centres.length; i++) {
        centres[i] = (float) random.nextDouble(5, 10);
      }
      for (int from = 0; from < rows.length; from += dimension) {
        int centre = random.nextInt(8) * dimension;
        for (int i = 0; i < dimension; i++) {
          rows[from + i] = centres[centre + i] + (float) (0.01 * random.nextGaussian());
        }
      }
    }
  },
  /** All rows alike, every element 0.1: each rounding error of a sum has the same sign. */
  CONSTANT {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      Arrays.fill(rows, 0.1f);
    }
  },
  /** Every third row is zero, the others uniform. */
  SOME_ZERO {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = i / dimension % 3 == 0 ? 0 : (float) random.nextDouble(-1, 1);
      }
    }
  },
  /** Elements about 1e-30, whose squares are zero in float32. */
  TINY {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) (1e-30 * random.nextDouble(-1, 1));
      }
    }
  },
  /** Elements about 1e-21, whose squares are subnormal in float32: not zero, but a few bits. */
  FAINT {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) (1e-21 * random.nextDouble(-1, 1));
      }
    }
  },
  /** Elements about 1e30, whose squares are infinite in float32. */
  HUGE {
    @Override
    void fill(float[] rows, int dimension, SplittableRandom random) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) (1e30 * random.nextDouble(-1, 1));
      }
    }
  };

  abstract void fill(float[] rows, int dimension, SplittableRandom random);

  /** {@code count} rows of {@code dimension} elements, row after row. */
  public float[] rows(int count, int dimension, long seed) {
    float[] rows = new float[Math.multiplyExact(count, dimension)];
    fill(rows, dimension, new SplittableRandom(seed));
    return rows;
  }

  /** A query that goes with the rows: one more of their kind. */
  public float[] query(int dimension, long seed) {
    return rows(1, dimension, seed);
  }
}

package io.omendb.testkit.database;

import java.util.Random;

/** Vectors that try arithmetic in different ways; all elements finite. */
enum VectorKind {
  /** Independent normal elements. */
  GAUSSIAN {
    @Override
    float element(Random random) {
      return (float) random.nextGaussian();
    }
  },
  /** Small whole numbers, zero vectors among them: many ties. */
  GRID {
    @Override
    float element(Random random) {
      return random.nextInt(3) - 1;
    }
  },
  /** Nearly the same vector every time: differences at the limit of float32. */
  CLOSE {
    @Override
    float element(Random random) {
      return 1000 + random.nextInt(8) * Math.ulp(1000f);
    }
  },
  /** Squares and products overflow float32. */
  HUGE {
    @Override
    float element(Random random) {
      return (float) random.nextGaussian() * 1e37f;
    }
  },
  /** Squares and products vanish in float32. */
  TINY {
    @Override
    float element(Random random) {
      return (float) random.nextGaussian() * 1e-38f;
    }
  },
  /** All magnitudes at once. */
  MIXED {
    @Override
    float element(Random random) {
      float value = Float.intBitsToFloat(random.nextInt());
      return Float.isFinite(value) ? value : 0;
    }
  };

  abstract float element(Random random);

  /** The next vector. */
  float[] next(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = element(random);
    }
    return vector;
  }
}

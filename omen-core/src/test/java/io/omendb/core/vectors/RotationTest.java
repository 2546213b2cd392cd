package io.omendb.core.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rotation is the one that files are written with, term by term, and keeps lengths. */
class RotationTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  @ParameterizedTest
  @ValueSource(ints = {1, 23, 24, 25, 64, 100, 384, 769, 2_048})
  void rotation_isSignsAndHadamardMatrices(int dimension) {
    Random random = new Random(SEED);
    Rotation rotation = Rotation.of(dimension);
    double[] vector = new double[rotation.rotatedDimension()];
    Arrays.setAll(vector, i -> i < dimension ? random.nextGaussian() : 0);
    double[] expected = byDefinition(vector);
    double length = length(vector);
    rotation.rotate(vector);
    assertArrayEquals(expected, vector, 1e-12 * length, "seed " + SEED);
    assertEquals(length, length(vector), 1e-12 * length, "seed " + SEED);
  }

  private static double[] byDefinition(double[] vector) {
    int window = Integer.highestOneBit(vector.length);
    SplittableRandom signs = new SplittableRandom(0x6f6d656e_64620001L);
    double[] rotated = vector.clone();
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < rotated.length; i++) {
        rotated[i] *= signs.nextBoolean() ? -1 : 1;
      }
      int from = round % 2 == 0 ? 0 : rotated.length - window;
      double[] before = rotated.clone();
      for (int i = 0; i < window; i++) {
        double sum = 0;
        for (int j = 0; j < window; j++) {
          sum += (Integer.bitCount(i & j) % 2 == 0 ? 1 : -1) * before[from + j];
        }
        rotated[from + i] = sum / Math.sqrt(window);
      }
    }
    return rotated;
  }

  private static double length(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(element -> element * element).sum());
  }
}

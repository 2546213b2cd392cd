package io.omendb.core.vectors;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fixed random rotation: whatever the data, the elements of a rotated unit vector look like draws
 * from a normal distribution, so one codebook fits all segments and nothing has to be trained.
 *
 * <p>Random signs and a Walsh-Hadamard transform, each orthonormal, in turn over the first and the
 * last 2^m elements, with 2^m the greatest power of two that fits; four rounds, so that every
 * element meets every other (Ailon and Chazelle, The fast Johnson-Lindenstrauss transform, 2009).
 * In double precision, so that what it adds to the error of a distance can be neglected beside
 * float32. Immutable, safe for concurrent use. Files depend on it: another rotation is another
 * format.
 */
final class Rotation {
  /** Rotated vectors are padded with zeros to a multiple of this, for whole planes of codes. */
  static final int MULTIPLE = 24;

  private static final long SEED = 0x6f6d656e_64620001L;
  private static final int ROUNDS = 4;

  /** At most one for each dimension that a collection has, a few kilobytes each. */
  private static final Map<Integer, Rotation> KNOWN = new ConcurrentHashMap<>();

  private final int rotatedDimension;
  private final int window;
  private final boolean[][] flips;

  private Rotation(int dimension) {
    this.rotatedDimension = Math.ceilDiv(dimension, MULTIPLE) * MULTIPLE;
    this.window = Integer.highestOneBit(rotatedDimension);
    this.flips = new boolean[ROUNDS][rotatedDimension];
    SplittableRandom random = new SplittableRandom(SEED);
    for (boolean[] round : flips) {
      for (int i = 0; i < round.length; i++) {
        round[i] = random.nextBoolean();
      }
    }
  }

  /** The rotation of vectors of so many elements. */
  static Rotation of(int dimension) {
    return KNOWN.computeIfAbsent(dimension, Rotation::new);
  }

  /** Elements of a rotated vector, a multiple of {@link #MULTIPLE}. */
  int rotatedDimension() {
    return rotatedDimension;
  }

  /** Rotates a vector of {@link #rotatedDimension} elements, zeros behind its own, in place. */
  void rotate(double[] vector) {
    for (int round = 0; round < ROUNDS; round++) {
      boolean[] flip = flips[round];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = flip[i] ? -vector[i] : vector[i];
      }
      transform(vector, round % 2 == 0 ? 0 : vector.length - window);
    }
  }

  /** The orthonormal Walsh-Hadamard transform of a window. */
  private void transform(double[] vector, int from) {
    for (int half = 1; half < window; half *= 2) {
      for (int block = from; block < from + window; block += 2 * half) {
        butterfly(vector, block, half);
      }
    }
    double scale = 1 / Math.sqrt(window);
    for (int i = from; i < from + window; i++) {
      vector[i] *= scale;
    }
  }

  private static void butterfly(double[] vector, int from, int half) {
    for (int i = from; i < from + half; i++) {
      double a = vector[i];
      double b = vector[i + half];
      vector[i] = a + b;
      vector[i + half] = a - b;
    }
  }
}

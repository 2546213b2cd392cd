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

  /** Per round what elements are multiplied by: a sign, and the scale of the round before. */
  private final double[][] factors;

  private Rotation(int dimension) {
    this.rotatedDimension = Math.ceilDiv(dimension, MULTIPLE) * MULTIPLE;
    this.window = Integer.highestOneBit(rotatedDimension);
    this.factors = new double[ROUNDS][rotatedDimension];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < rotatedDimension; i++) {
        factors[round][i] =
            (random.nextBoolean() ? -1 : 1) * (round == 0 ? 1 : scale(round - 1, i));
      }
    }
  }

  /** What makes a round's transform orthonormal. */
  private double scale(int round, int element) {
    int from = windowStart(round);
    return element >= from && element < from + window ? 1 / Math.sqrt(window) : 1;
  }

  private int windowStart(int round) {
    return round % 2 == 0 ? 0 : rotatedDimension - window;
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
      double[] factor = factors[round];
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor[i];
      }
      transform(vector, windowStart(round));
    }
    int last = windowStart(ROUNDS - 1);
    double scale = scale(ROUNDS - 1, last);
    for (int i = last; i < last + window; i++) {
      vector[i] *= scale;
    }
  }

  /** The Walsh-Hadamard transform of a window, three of its stages at a time. */
  private void transform(double[] vector, int from) {
    int half = 1;
    for (; 8 * half <= window; half *= 8) {
      for (int block = from; block < from + window; block += 8 * half) {
        for (int i = block; i < block + half; i++) {
          threeStages(vector, i, half);
        }
      }
    }
    for (; half < window; half *= 2) {
      for (int block = from; block < from + window; block += 2 * half) {
        stage(vector, block, half);
      }
    }
  }

  private static void stage(double[] vector, int from, int half) {
    for (int i = from; i < from + half; i++) {
      double a = vector[i];
      double b = vector[i + half];
      vector[i] = a + b;
      vector[i + half] = a - b;
    }
  }

  /** The stages with distances d, 2 d and 4 d of eight elements, which stay in registers. */
  private static void threeStages(double[] vector, int i, int d) {
    double a0 = vector[i] + vector[i + d];
    double a1 = vector[i] - vector[i + d];
    double a2 = vector[i + 2 * d] + vector[i + 3 * d];
    double a3 = vector[i + 2 * d] - vector[i + 3 * d];
    double a4 = vector[i + 4 * d] + vector[i + 5 * d];
    double a5 = vector[i + 4 * d] - vector[i + 5 * d];
    double a6 = vector[i + 6 * d] + vector[i + 7 * d];
    double a7 = vector[i + 6 * d] - vector[i + 7 * d];
    double b0 = a0 + a2;
    double b1 = a1 + a3;
    double b2 = a0 - a2;
    double b3 = a1 - a3;
    double b4 = a4 + a6;
    double b5 = a5 + a7;
    double b6 = a4 - a6;
    double b7 = a5 - a7;
    vector[i] = b0 + b4;
    vector[i + d] = b1 + b5;
    vector[i + 2 * d] = b2 + b6;
    vector[i + 3 * d] = b3 + b7;
    vector[i + 4 * d] = b0 - b4;
    vector[i + 5 * d] = b1 - b5;
    vector[i + 6 * d] = b2 - b6;
    vector[i + 7 * d] = b3 - b7;
  }
}

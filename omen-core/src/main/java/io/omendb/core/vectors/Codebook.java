package io.omendb.core.vectors;

import java.util.Arrays;

/**
 * What the 6 bits of a code say of a few neighbouring elements of a rotated unit vector: each takes
 * one of a few levels, those that fit a normal distribution of variance 1 / d best (Max, Quantizing
 * for minimum distortion, 1960). Element j of a group has bits j b .. j b + b - 1 of its code.
 * Immutable.
 */
final class Codebook {
  /** The sign: 6 elements a code, 1 bit each. */
  static final Codebook SIGNS = new Codebook(6, new double[] {-0.7979, 0.7979}, new double[] {0});

  /** Four levels: 3 elements a code, 2 bits each. */
  static final Codebook QUARTERS =
      new Codebook(
          3, new double[] {-1.510, -0.4528, 0.4528, 1.510}, new double[] {-0.9816, 0, 0.9816});

  /** What two ways to rotate a unit vector in double precision may differ by, amply. */
  private static final double ROUNDING = 1e-9;

  private final int elements;
  private final double[] levels;
  private final double[] borders;

  private Codebook(int elements, double[] levels, double[] borders) {
    this.elements = elements;
    this.levels = levels;
    this.borders = borders;
  }

  /** Elements per code. */
  int elements() {
    return elements;
  }

  /** Codes of a rotated vector. */
  int groups(int rotatedDimension) {
    return rotatedDimension / elements;
  }

  /** How many levels. */
  int levelCount() {
    return levels.length;
  }

  /** A level in units of 1 / sqrt(d); they ascend, and are symmetric about 0. */
  double level(int i) {
    return levels[i];
  }

  /** The greatest level. */
  double greatestLevel() {
    return levels[levels.length - 1];
  }

  /**
   * Encodes a rotated unit vector.
   *
   * @param rotated d elements
   * @param levelOf receives the level of each element, by its number
   * @param codes receives a code per group
   */
  void encode(double[] rotated, int[] levelOf, byte[] codes) {
    double unit = 1 / Math.sqrt(rotated.length);
    Arrays.fill(levelOf, 0);
    for (double border : borders) {
      double scaled = border * unit;
      for (int i = 0; i < rotated.length; i++) {
        // 1 where the element is greater: a branch would go the wrong way every other time.
        levelOf[i] += (int) (Double.doubleToRawLongBits(scaled - rotated[i]) >>> (Long.SIZE - 1));
      }
    }
    int bits = 6 / elements;
    for (int group = 0; group < codes.length; group++) {
      int code = 0;
      for (int j = 0; j < elements; j++) {
        code |= levelOf[group * elements + j] << (j * bits);
      }
      codes[group] = (byte) code;
    }
  }

  /** What levels stand for, an element each. */
  void reconstruct(int[] levelOf, double[] reconstruction) {
    double unit = 1 / Math.sqrt(reconstruction.length);
    double[] scaled = levels.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= unit;
    }
    for (int i = 0; i < reconstruction.length; i++) {
      reconstruction[i] = scaled[levelOf[i]];
    }
  }

  /**
   * What codes stand for.
   *
   * @param codes a code per group
   * @param reconstruction receives d elements
   */
  void decode(byte[] codes, double[] reconstruction) {
    double unit = 1 / Math.sqrt(reconstruction.length);
    for (int i = 0; i < reconstruction.length; i++) {
      reconstruction[i] = levels[level(codes, i)] * unit;
    }
  }

  /**
   * Whether codes are those of a rotated unit vector; an element that lies on a border, but for
   * rounding, may have either level.
   */
  boolean fits(double[] rotated, byte[] codes) {
    double unit = 1 / Math.sqrt(rotated.length);
    for (int i = 0; i < rotated.length; i++) {
      int level = level(codes, i);
      boolean tooHigh = level > 0 && rotated[i] < borders[level - 1] * unit - ROUNDING;
      boolean tooLow = level < borders.length && rotated[i] > borders[level] * unit + ROUNDING;
      if (tooHigh || tooLow) {
        return false;
      }
    }
    return true;
  }

  /** The level of an element. */
  private int level(byte[] codes, int i) {
    int bits = 6 / elements;
    return codes[i / elements] >>> (i % elements * bits) & (levels.length - 1);
  }
}

package io.omendb.core.vectors;

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
   * @param codes receives a code per group
   * @param reconstruction receives what the codes stand for, d elements
   */
  void encode(double[] rotated, byte[] codes, double[] reconstruction) {
    double unit = 1 / Math.sqrt(rotated.length);
    int bits = 6 / elements;
    for (int group = 0; group < codes.length; group++) {
      int code = 0;
      for (int j = 0; j < elements; j++) {
        int i = group * elements + j;
        int level = 0;
        for (double border : borders) {
          level += rotated[i] > border * unit ? 1 : 0;
        }
        code |= level << (j * bits);
        reconstruction[i] = levels[level] * unit;
      }
      codes[group] = (byte) code;
    }
  }
}

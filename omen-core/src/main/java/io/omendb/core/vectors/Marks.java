package io.omendb.core.vectors;

/**
 * Numbers as marks of 0..127 on a scale. What a mark stands for is never on the wrong side of the
 * number: not above it, or not below it.
 *
 * @param base what mark 0 stands for
 * @param step what one more stands for
 */
record Marks(float base, float step) {
  private static final int GREATEST = 127;

  /** A scale that holds all numbers between two. */
  static Marks between(double least, double greatest) {
    float base = Math.nextDown((float) least);
    // Two units more, for a mark's value is rounded too.
    double units = 2 * Math.ulp(Math.max(Math.abs(base), Math.abs((float) greatest)));
    float step = Math.nextUp((float) ((greatest - base + units) / (GREATEST - 1)));
    return new Marks(base, step);
  }

  /** What a mark stands for, in the arithmetic of the kernels. */
  float value(int mark) {
    return base + step * mark;
  }

  /** The greatest mark that is not above a number. */
  byte below(double number) {
    int mark = (int) Math.clamp(Math.floor((number - base) / step), 0, GREATEST);
    while (mark > 0 && value(mark) > number) {
      mark--;
    }
    return (byte) mark;
  }

  /** The least mark that is not below a number. */
  byte above(double number) {
    int mark = (int) Math.clamp(Math.ceil((number - base) / step), 0, GREATEST);
    while (mark < GREATEST && value(mark) < number) {
      mark++;
    }
    return (byte) mark;
  }
}

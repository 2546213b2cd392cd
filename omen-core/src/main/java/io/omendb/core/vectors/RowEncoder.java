package io.omendb.core.vectors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The short forms of one vector after the other. For one thread. */
final class RowEncoder {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Beyond these lengths float32 loses too much, or overflows; such rows have no short form. */
  static final double LEAST_NORM = 1e-15;

  static final double GREATEST_NORM = 1e15;

  /** The greatest byte of a row. */
  static final int GREATEST_BYTE = 127;

  /** Byte rows are padded with zeros to a multiple of this, for whole registers. */
  static final int BYTE_MULTIPLE = 32;

  private final int dimension;
  private final Rotation rotation;
  private final double[] rotated;
  private final double[] reconstruction;
  private final int[] levels;

  /** Length of the vector. */
  double norm;

  /** The signs of the rotated vector, a code per group. */
  final byte[] signs;

  /** The quarters of the rotated vector, a code per group. */
  final byte[] quarters;

  /** Inner product of the rotated unit vector with what {@link #quarters} stands for. */
  double alpha;

  /** Length of that part of it that is orthogonal to the vector. */
  double beta;

  /** The rotated unit vector in steps of {@link #byteStep}. */
  final byte[] bytes;

  /** What one step of {@link #bytes} is. */
  double byteStep;

  /** Distance between the rotated unit vector and what {@link #bytes} stands for. */
  double byteError;

  RowEncoder(int dimension, Rotation rotation) {
    this.dimension = dimension;
    this.rotation = rotation;
    int length = rotation.rotatedDimension();
    this.rotated = new double[length];
    this.reconstruction = new double[length];
    this.levels = new int[length];
    this.signs = new byte[Codebook.SIGNS.groups(length)];
    this.quarters = new byte[Codebook.QUARTERS.groups(length)];
    this.bytes = new byte[byteLength(length)];
  }

  /** Bytes of a row's byte form. */
  static int byteLength(int rotatedDimension) {
    return Math.ceilDiv(rotatedDimension, BYTE_MULTIPLE) * BYTE_MULTIPLE;
  }

  /** The vector encoded last: rotated, of length 1. Not to be changed. */
  double[] rotated() {
    return rotated;
  }

  /** Whether the vector at an offset is neither too short nor too long to have a form. */
  boolean hasForm(MemorySegment vectors, long offset) {
    for (int i = 0; i < dimension; i++) {
      rotated[i] = vectors.get(FLOAT, offset + (long) i * Float.BYTES);
    }
    Arrays.fill(rotated, dimension, rotated.length, 0);
    norm = Math.sqrt(dot(rotated, rotated));
    return norm >= LEAST_NORM && norm <= GREATEST_NORM;
  }

  /** Encodes the vector at an offset; false where it has no form. */
  boolean encode(MemorySegment vectors, long offset) {
    if (!hasForm(vectors, offset)) {
      return false;
    }
    for (int i = 0; i < dimension; i++) {
      rotated[i] /= norm;
    }
    rotation.rotate(rotated);
    Codebook.SIGNS.encode(rotated, levels, signs);
    Codebook.QUARTERS.encode(rotated, levels, quarters);
    Codebook.QUARTERS.reconstruct(levels, reconstruction);
    alpha = dot(rotated, reconstruction);
    beta = across(alpha, reconstruction);
    encodeBytes();
    return true;
  }

  /** Length of the part of a reconstruction that is orthogonal to the unit vector. */
  static double across(double product, double[] reconstruction) {
    return Math.sqrt(Math.max(0, dot(reconstruction, reconstruction) - product * product));
  }

  /**
   * The inner product, always summed in the same order, so that what is computed again is the same;
   * in four sums, for one has to wait for each addition. Of a multiple of 4 elements.
   */
  static double dot(double[] a, double[] b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    for (int i = 0; i < a.length; i += 4) {
      sum0 += a[i] * b[i];
      sum1 += a[i + 1] * b[i + 1];
      sum2 += a[i + 2] * b[i + 2];
      sum3 += a[i + 3] * b[i + 3];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private void encodeBytes() {
    long greatest = 0; // The bits of doubles that are not negative are in their order.
    for (double element : rotated) {
      greatest = Math.max(greatest, Double.doubleToRawLongBits(Math.abs(element)));
    }
    // As the file has it, so that the error is that of what a reader sees.
    byteStep = (float) (Double.longBitsToDouble(greatest) / GREATEST_BYTE);
    double steps = 1 / byteStep;
    for (int i = 0; i < rotated.length; i++) {
      int level = (int) Math.rint(rotated[i] * steps);
      bytes[i] = (byte) Math.max(-GREATEST_BYTE, Math.min(GREATEST_BYTE, level));
    }
    for (int i = 0; i < rotated.length; i++) {
      reconstruction[i] = rotated[i] - byteStep * bytes[i];
    }
    byteError = Math.sqrt(dot(reconstruction, reconstruction));
  }
}

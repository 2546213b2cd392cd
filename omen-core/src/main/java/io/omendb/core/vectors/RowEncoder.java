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
    double squared = 0;
    for (int i = 0; i < dimension; i++) {
      double element = vectors.get(FLOAT, offset + (long) i * Float.BYTES);
      rotated[i] = element;
      squared += element * element;
    }
    norm = Math.sqrt(squared);
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
    Arrays.fill(rotated, dimension, rotated.length, 0);
    rotation.rotate(rotated);
    Codebook.SIGNS.encode(rotated, signs, reconstruction);
    Codebook.QUARTERS.encode(rotated, quarters, reconstruction);
    measureQuarters();
    encodeBytes();
    return true;
  }

  private void measureQuarters() {
    double product = 0;
    double length = 0;
    for (int i = 0; i < rotated.length; i++) {
      product += rotated[i] * reconstruction[i];
      length += reconstruction[i] * reconstruction[i];
    }
    alpha = product;
    beta = Math.sqrt(Math.max(0, length - product * product));
  }

  private void encodeBytes() {
    double greatest = 0;
    for (double element : rotated) {
      greatest = Math.max(greatest, Math.abs(element));
    }
    // As the file has it, so that the error is that of what a reader sees.
    byteStep = (float) (greatest / GREATEST_BYTE);
    double squared = 0;
    for (int i = 0; i < rotated.length; i++) {
      long level = Math.round(rotated[i] / byteStep);
      bytes[i] = (byte) Math.clamp(level, -GREATEST_BYTE, GREATEST_BYTE);
      double error = rotated[i] - byteStep * bytes[i];
      squared += error * error;
    }
    byteError = Math.sqrt(squared);
  }
}

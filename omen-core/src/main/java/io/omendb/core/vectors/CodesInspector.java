package io.omendb.core.vectors;

import io.omendb.CorruptionException;
import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Compares a codes file with every vector of its column: all checksums, which rows have codes, and
 * each number that {@link Certificate} relies on, computed again from what the file says that the
 * row's codes are. For one thread.
 */
public final class CodesInspector {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A float32 is off by at most this, relatively; a little more for the norm's own rounding. */
  private static final double FLOAT_ROUNDING = 0x1.0001p-24;

  private final String name;
  private final VectorCodes codes;
  private final CodesHeader header;
  private final MemorySegment vectors;
  private final IntPredicate present;
  private final RowEncoder encoder;
  private final byte[] signs;
  private final byte[] quarters;
  private final double[] reconstruction;

  private CodesInspector(
      String name, VectorCodes codes, MemorySegment vectors, IntPredicate present) {
    this.name = name;
    this.codes = codes;
    this.header = codes.header();
    this.vectors = vectors;
    this.present = present;
    Rotation rotation = Rotation.of(header.dimension());
    this.encoder = new RowEncoder(header.dimension(), rotation);
    this.signs = new byte[encoder.signs.length];
    this.quarters = new byte[encoder.quarters.length];
    this.reconstruction = new double[rotation.rotatedDimension()];
  }

  /**
   * Inspects the codes of a column that gets some, unless too many of its vectors have none.
   *
   * @param name of the blob, which may be missing
   * @param vectors the column: rows x dimension little-endian float32
   * @param present whether a row has a vector
   * @throws CorruptionException naming the blob and the first thing that is wrong with it
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#UNSUPPORTED_FORMAT} where a newer
   *     build wrote it
   */
  public static void inspect(
      StorageEngine storage,
      String name,
      MemorySegment vectors,
      int rows,
      int dimension,
      IntPredicate present) {
    boolean wanted = VectorCodesWriter.writesFile(vectors, rows, dimension, present);
    try (VectorCodes codes = VectorCodes.open(storage, name, rows, dimension)) {
      if (codes == null && wanted) {
        throw new CorruptionException(name, -1, "the file is missing");
      }
      if (codes != null && !wanted) {
        throw new CorruptionException(
            name, -1, "there should be none: too many of the vectors have no codes");
      }
      if (codes != null) {
        codes.verify();
        codes.verifyPadding();
        new CodesInspector(name, codes, vectors, present).check();
      }
    }
  }

  private void check() {
    checkHeader();
    int[] odd = new int[header.rows()];
    int oddRows = 0;
    long rowBytes = (long) header.dimension() * Float.BYTES;
    for (int row = 0; row < header.rows(); row++) {
      boolean hasVector = present.test(row);
      boolean hasForm = hasVector && encoder.encode(vectors, row * rowBytes);
      if (hasForm != isCoded(row)) {
        throw wrong(
            "row %d %s"
                .formatted(row, hasForm ? "has no codes" : "has codes, which its vector has not"));
      }
      if (hasForm) {
        checkNorm(row);
        checkCodes(row);
        checkBytes(row);
      } else if (hasVector) {
        odd[oddRows++] = row;
      }
    }
    for (int row = header.rows(); row % Long.SIZE != 0; row++) {
      if (isCoded(row)) {
        throw wrong("row %d of %d has codes".formatted(row, header.rows()));
      }
    }
    if (!Arrays.equals(header.odd(), Arrays.copyOf(odd, oddRows))) {
      throw wrong(
          "%d rows have a vector without codes, the head names %d, or others"
              .formatted(oddRows, header.odd().length));
    }
  }

  private void checkHeader() {
    requireScale("alpha", header.alphas());
    requireScale("beta", header.betas());
    // Comparisons with what is no number are false.
    boolean ordered =
        header.leastNorm() > 0
            && header.leastNorm() <= header.greatestNorm()
            && header.greatestNorm() < Float.POSITIVE_INFINITY;
    if (!ordered) {
      throw wrong("norms are from %s to %s".formatted(header.leastNorm(), header.greatestNorm()));
    }
  }

  private void requireScale(String what, Marks marks) {
    if (!(Float.isFinite(marks.base()) && marks.step() >= 0 && Float.isFinite(marks.step()))) {
      throw wrong(
          "%s marks begin at %s, in steps of %s".formatted(what, marks.base(), marks.step()));
    }
  }

  private boolean isCoded(int row) {
    long word = codes.section(CodesSection.PRESENT).get(WORD, row / Long.SIZE * (long) Long.BYTES);
    return (word >>> row & 1) != 0;
  }

  private float number(CodesSection section, int row) {
    return codes.section(section).get(FLOAT, (long) row * Float.BYTES);
  }

  private void checkNorm(int row) {
    float stated = number(CodesSection.NORMS, row);
    boolean right = Math.abs(stated - encoder.norm) <= encoder.norm * FLOAT_ROUNDING;
    if (!right) {
      throw wrong("row %d has the norm %s, not %s".formatted(row, encoder.norm, stated));
    }
    if (!(encoder.norm >= header.leastNorm() && encoder.norm <= header.greatestNorm())) {
      throw wrong(
          "row %d has the norm %s, outside %s to %s"
              .formatted(row, encoder.norm, header.leastNorm(), header.greatestNorm()));
    }
  }

  private void checkCodes(int row) {
    read(CodesSection.SIGNS, row, signs);
    read(CodesSection.QUARTERS, row, quarters);
    double[] rotated = encoder.rotated();
    if (!Codebook.SIGNS.fits(rotated, signs) || !Codebook.QUARTERS.fits(rotated, quarters)) {
      throw wrong("row %d has the codes of another vector".formatted(row));
    }
    Codebook.QUARTERS.decode(quarters, reconstruction);
    double product = RowEncoder.dot(rotated, reconstruction);
    double across = RowEncoder.across(product, reconstruction);
    double alpha = mark(CodesSection.ALPHAS, header.alphas(), row);
    double beta = mark(CodesSection.BETAS, header.betas(), row);
    if (!(alpha <= product)) {
      throw wrong(
          "row %d has the alpha %s, its mark says at least %s".formatted(row, product, alpha));
    }
    if (!(beta >= across)) {
      throw wrong("row %d has the beta %s, its mark says at most %s".formatted(row, across, beta));
    }
  }

  private void read(CodesSection section, int row, byte[] target) {
    MemorySegment blocks = codes.section(section);
    for (int group = 0; group < target.length; group++) {
      target[group] = (byte) CodeBlocks.get(blocks, target.length, row, group);
    }
  }

  private double mark(CodesSection section, Marks scale, int row) {
    int mark = codes.section(section).get(ValueLayout.JAVA_BYTE, row);
    if (mark < 0) {
      throw wrong("row %d has a mark in %s that is negative".formatted(row, section));
    }
    return scale.value(mark);
  }

  private void checkBytes(int row) {
    MemorySegment bytes = codes.section(CodesSection.BYTES);
    long first = (long) row * codes.rowBytes();
    double[] rotated = encoder.rotated();
    double step = number(CodesSection.BYTE_STEPS, row);
    double squared = 0;
    for (int i = 0; i < codes.rowBytes(); i++) {
      byte value = bytes.get(ValueLayout.JAVA_BYTE, first + i);
      if (i < rotated.length ? value < -RowEncoder.GREATEST_BYTE : value != 0) {
        throw wrong("row %d has %d as byte %d".formatted(row, value, i));
      }
      double error = i < rotated.length ? rotated[i] - step * value : 0;
      squared += error * error;
    }
    float stated = number(CodesSection.BYTE_ERRORS, row);
    if (!(Math.sqrt(squared) <= stated)) {
      throw wrong(
          "row %d is off by %s in its bytes, at most %s is said"
              .formatted(row, Math.sqrt(squared), stated));
    }
  }

  private CorruptionException wrong(String what) {
    return new CorruptionException(name, -1, what);
  }
}

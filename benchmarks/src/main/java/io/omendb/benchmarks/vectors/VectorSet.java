package io.omendb.benchmarks.vectors;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Vectors of one length, row after row off heap, 64-byte aligned. They live as long as the process:
 * a benchmark has one set of each kind. Finite values only. Safe for concurrent readers.
 */
public final class VectorSet {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int ALIGNMENT = 64;
  private static final int DIGEST_BYTES = 1 << 20;

  private final MemorySegment rows;
  private final int count;
  private final int dimension;

  private VectorSet(MemorySegment rows, int count, int dimension) {
    this.rows = rows;
    this.count = count;
    this.dimension = dimension;
  }

  /** Room for rows, all zero until {@link #set}. */
  static VectorSet allocate(int count, int dimension) {
    long bytes = (long) count * dimension * Float.BYTES;
    return new VectorSet(Arena.ofAuto().allocate(bytes, ALIGNMENT), count, dimension);
  }

  /** The rows of arrays, all of one length. */
  public static VectorSet of(float[]... vectors) {
    VectorSet set = allocate(vectors.length, vectors[0].length);
    for (int row = 0; row < vectors.length; row++) {
      set.set(row, vectors[row]);
    }
    return set;
  }

  void set(int row, float[] values) {
    MemorySegment.copy(values, 0, rows, FLOAT, offset(row), dimension);
  }

  /** Copies rows that lie in a file, {@code strideBytes} from one to the next. */
  void copyFrom(MemorySegment source, long sourceOffset, long strideBytes) {
    long rowBytes = rowBytes();
    for (int row = 0; row < count; row++) {
      MemorySegment.copy(source, sourceOffset + row * strideBytes, rows, offset(row), rowBytes);
    }
  }

  /** Number of rows. */
  public int count() {
    return count;
  }

  /** Elements of a row. */
  public int dimension() {
    return dimension;
  }

  /** Bytes of a row. */
  public long rowBytes() {
    return (long) dimension * Float.BYTES;
  }

  /** All rows: little-endian float32 without gaps. */
  public MemorySegment rows() {
    return rows.asReadOnly();
  }

  /** A copy of a row. */
  public float[] row(int row) {
    float[] values = new float[dimension];
    copyRow(row, values);
    return values;
  }

  /** Copies a row to an array of at least {@link #dimension} elements. */
  public void copyRow(int row, float[] target) {
    MemorySegment.copy(rows, FLOAT, offset(row), target, 0, dimension);
  }

  /** The first rows, in the same memory; all where there are fewer. */
  public VectorSet first(int limit) {
    int kept = Math.min(limit, count);
    return new VectorSet(rows.asSlice(0, kept * rowBytes()), kept, dimension);
  }

  /** Copies of the rows with length one each; zero rows stay. */
  public VectorSet normalized() {
    VectorSet unit = allocate(count, dimension);
    float[] values = new float[dimension];
    for (int row = 0; row < count; row++) {
      copyRow(row, values);
      normalize(values);
      unit.set(row, values);
    }
    return unit;
  }

  /** Scales a vector to length one in place; a zero vector stays. */
  public static void normalize(float[] values) {
    double squared = 0;
    for (float value : values) {
      squared += (double) value * value;
    }
    if (squared > 0) {
      double scale = 1 / Math.sqrt(squared);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] * scale);
      }
    }
  }

  /** SHA-256 of the rows, in hexadecimal: of the array alone, no header of a file. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long bytes = rows.byteSize();
      for (long from = 0; from < bytes; from += DIGEST_BYTES) {
        digest.update(rows.asSlice(from, Math.min(DIGEST_BYTES, bytes - from)).asByteBuffer());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private long offset(int row) {
    return row * rowBytes();
  }
}

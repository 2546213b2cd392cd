package io.omendb.benchmarks.vectors;

import io.omendb.benchmarks.keys.KeyFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The format of the TEXMEX collections: each row is its dimension as int32, then float32. */
final class FvecsFile {
  private static final ValueLayout.OfInt INT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private FvecsFile() {}

  static VectorSet read(Path file, MemorySegment content, int limit) {
    long bytes = content.byteSize();
    if (bytes < Integer.BYTES) {
      throw KeyFile.invalid(
          file, "length", "is " + bytes + " bytes, a row has at least " + Integer.BYTES, null);
    }
    int dimension = content.get(INT32, 0);
    VectorFile.requireShape(file, 1, dimension);
    long stride = Integer.BYTES + (long) dimension * Float.BYTES;
    long rows = bytes / stride;
    VectorFile.requireBytes(
        file, Math.max(1, rows + (bytes % stride == 0 ? 0 : 1)) * stride, bytes);
    VectorFile.requireShape(file, rows, dimension);
    int kept = (int) Math.min(rows, limit);
    for (int row = 0; row < kept; row++) {
      int here = content.get(INT32, row * stride);
      if (here != dimension) {
        throw KeyFile.invalid(
            file, "row " + row, "has dimension " + here + ", row 0 has " + dimension, null);
      }
    }
    VectorSet vectors = VectorSet.allocate(kept, dimension);
    vectors.copyFrom(content, Integer.BYTES, stride);
    return vectors;
  }
}

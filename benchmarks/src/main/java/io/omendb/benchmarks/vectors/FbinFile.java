package io.omendb.benchmarks.vectors;

import io.omendb.benchmarks.keys.KeyFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The format of the BigANN benchmarks: rows and dimension as uint32, then the rows of float32. */
final class FbinFile {
  private static final ValueLayout.OfInt UINT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int HEAD_BYTES = 2 * Integer.BYTES;

  private FbinFile() {}

  static VectorSet read(Path file, MemorySegment content, int limit) {
    if (content.byteSize() < HEAD_BYTES) {
      throw KeyFile.invalid(
          file, "length", "is " + content.byteSize() + " bytes, a head has " + HEAD_BYTES, null);
    }
    long rows = Integer.toUnsignedLong(content.get(UINT32, 0));
    long dimension = Integer.toUnsignedLong(content.get(UINT32, Integer.BYTES));
    VectorFile.requireShape(file, rows, dimension);
    long rowBytes = dimension * Float.BYTES;
    VectorFile.requireBytes(file, HEAD_BYTES + rows * rowBytes, content.byteSize());
    VectorSet vectors = VectorSet.allocate((int) Math.min(rows, limit), (int) dimension);
    vectors.copyFrom(content, HEAD_BYTES, rowBytes);
    return vectors;
  }
}

package io.omendb.benchmarks.vectors;

import io.omendb.benchmarks.keys.KeyFile;
import io.omendb.benchmarks.keys.NpyHeader;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A NumPy array of float32 with two dimensions. */
final class NpyVectors {
  private static final Pattern ROWS_AND_DIMENSION =
      Pattern.compile("\\s*(\\d{1,18})L?\\s*,\\s*(\\d{1,9})L?\\s*,?\\s*");

  private NpyVectors() {}

  static VectorSet read(Path file, MemorySegment content, int limit) {
    NpyHeader header = NpyHeader.parse(file, content);
    if (!header.type().equals("'<f4'")) {
      throw KeyFile.invalid(
          file,
          "dtype",
          "is " + header.type() + ", vectors are float32 ('<f4')",
          "write it with vectors.astype('<f4')");
    }
    if (header.fortranOrder()) {
      throw KeyFile.invalid(
          file, "order", "is Fortran's", "write it with numpy.ascontiguousarray(vectors)");
    }
    Matcher shape = ROWS_AND_DIMENSION.matcher(header.shape());
    if (!shape.matches()) {
      throw KeyFile.invalid(
          file, "shape", "is (" + header.shape() + "), vectors have two dimensions", null);
    }
    long rows = Long.parseLong(shape.group(1));
    int dimension = Integer.parseInt(shape.group(2));
    VectorFile.requireShape(file, rows, dimension);
    long rowBytes = (long) dimension * Float.BYTES;
    VectorFile.requireBytes(file, header.dataOffset() + rows * rowBytes, content.byteSize());
    VectorSet vectors = VectorSet.allocate((int) Math.min(rows, limit), dimension);
    vectors.copyFrom(content, header.dataOffset(), rowBytes);
    return vectors;
  }
}

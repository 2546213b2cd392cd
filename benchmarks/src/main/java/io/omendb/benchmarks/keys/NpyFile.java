package io.omendb.benchmarks.keys;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's format for one array; see {@link NpyHeader}.
 *
 * @param keys the keys in the file's order; uint64 ones with their sign bit changed
 * @param unsigned whether the file has uint64
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once.
record NpyFile(long[] keys, boolean unsigned) {
  private static final Pattern LENGTH = Pattern.compile("\\s*(\\d{1,18})L?\\s*,?\\s*");

  static NpyFile open(Path file) {
    return MappedKeys.read(file, content -> parse(file, content));
  }

  private static NpyFile parse(Path file, MemorySegment content) {
    NpyHeader header = NpyHeader.parse(file, content);
    String type = header.type();
    boolean unsigned = type.equals("'<u8'");
    if (!unsigned && !type.equals("'<i8'")) {
      throw KeyFile.invalid(
          file,
          "dtype",
          "is " + type + ", keys are int64 ('<i8') or uint64 ('<u8')",
          "write it with keys.astype('<i8')");
    }
    String shape = header.shape();
    Matcher length = LENGTH.matcher(shape);
    if (!length.matches()) {
      throw KeyFile.invalid(
          file, "shape", "is (" + shape + "), keys have one dimension", "write keys.ravel()");
    }
    long count = Long.parseLong(length.group(1));
    KeyFile.requireAddressable(file, "shape", count);
    long expected = header.dataOffset() + count * Long.BYTES;
    if (content.byteSize() != expected) {
      throw KeyFile.invalid(
          file,
          "shape",
          "is ("
              + shape
              + "), so the file should have "
              + expected
              + " bytes; it has "
              + content.byteSize(),
          null);
    }
    return new NpyFile(
        MappedKeys.copy(content, header.dataOffset(), (int) count, unsigned), unsigned);
  }
}

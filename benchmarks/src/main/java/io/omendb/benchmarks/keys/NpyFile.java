package io.omendb.benchmarks.keys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's format for one array, versions 1 to 3: magic, version, length of the header, the header
 * as a Python dictionary, the values.
 *
 * @param keys the keys in the file's order; uint64 ones with their sign bit changed
 * @param unsigned whether the file has uint64
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once.
record NpyFile(long[] keys, boolean unsigned) {
  /* https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_OFFSET = 6;
  private static final int LENGTH_OFFSET = 8;
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final ValueLayout.OfShort UINT16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt UINT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*(['\\[][^,}]*)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
  private static final Pattern LENGTH = Pattern.compile("\\s*(\\d{1,18})L?\\s*,?\\s*");

  static NpyFile open(Path file) {
    return MappedKeys.read(file, content -> parse(file, content));
  }

  private static NpyFile parse(Path file, MemorySegment content) {
    long bytes = content.byteSize();
    if (bytes < LENGTH_OFFSET + Integer.BYTES
        || MemorySegment.mismatch(
                content, 0, MAGIC.length, MemorySegment.ofArray(MAGIC), 0, MAGIC.length)
            >= 0) {
      throw KeyFile.invalid(file, "magic", "is not \\x93NUMPY: this is no .npy file", null);
    }
    boolean wide = content.get(ValueLayout.JAVA_BYTE, VERSION_OFFSET) > 1;
    int headerOffset = LENGTH_OFFSET + (wide ? Integer.BYTES : Short.BYTES);
    long headerBytes =
        wide
            ? Integer.toUnsignedLong(content.get(UINT32, LENGTH_OFFSET))
            : Short.toUnsignedLong(content.get(UINT16, LENGTH_OFFSET));
    if (headerBytes > Math.min(MAX_HEADER_BYTES, bytes - headerOffset)) {
      throw KeyFile.invalid(
          file,
          "header length",
          "is "
              + headerBytes
              + " of a file of "
              + bytes
              + " bytes; the limit is "
              + MAX_HEADER_BYTES,
          null);
    }
    byte[] header = content.asSlice(headerOffset, headerBytes).toArray(ValueLayout.JAVA_BYTE);
    return values(
        file, content, new String(header, StandardCharsets.UTF_8), headerOffset + headerBytes);
  }

  private static NpyFile values(Path file, MemorySegment content, String header, long offset) {
    String type = group(file, "descr", DESCR, header).strip();
    boolean unsigned = type.equals("'<u8'");
    if (!unsigned && !type.equals("'<i8'")) {
      throw KeyFile.invalid(
          file,
          "dtype",
          "is " + type + ", keys are int64 ('<i8') or uint64 ('<u8')",
          "write it with keys.astype('<i8')");
    }
    String shape = group(file, "shape", SHAPE, header);
    Matcher length = LENGTH.matcher(shape);
    if (!length.matches()) {
      throw KeyFile.invalid(
          file, "shape", "is (" + shape + "), keys have one dimension", "write keys.ravel()");
    }
    long count = Long.parseLong(length.group(1));
    KeyFile.requireAddressable(file, "shape", count);
    long expected = offset + count * Long.BYTES;
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
    return new NpyFile(MappedKeys.copy(content, offset, (int) count, unsigned), unsigned);
  }

  private static String group(Path file, String field, Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw KeyFile.invalid(file, field, "is not in the header: " + header.strip(), null);
    }
    return matcher.group(1);
  }
}

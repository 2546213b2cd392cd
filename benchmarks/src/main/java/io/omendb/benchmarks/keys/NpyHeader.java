package io.omendb.benchmarks.keys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of NumPy's format for one array, versions 1 to 3: magic, version, length of the header,
 * the header as a Python dictionary. The values follow.
 *
 * @param type the dtype with its quotes, such as {@code '<i8'}
 * @param fortranOrder whether the first index runs fastest
 * @param shape what stands between the parentheses, such as {@code 100, 3}
 * @param dataOffset where the values begin, in bytes
 */
public record NpyHeader(String type, boolean fortranOrder, String shape, long dataOffset) {
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
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  /**
   * Reads the head of a file.
   *
   * @param file for messages
   * @param content the whole file
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_DATA} naming file and field
   */
  public static NpyHeader parse(Path file, MemorySegment content) {
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
    byte[] text = content.asSlice(headerOffset, headerBytes).toArray(ValueLayout.JAVA_BYTE);
    String header = new String(text, StandardCharsets.UTF_8);
    Matcher fortran = FORTRAN.matcher(header);
    return new NpyHeader(
        group(file, "descr", DESCR, header).strip(),
        fortran.find() && "True".equals(fortran.group(1)),
        group(file, "shape", SHAPE, header),
        headerOffset + headerBytes);
  }

  private static String group(Path file, String field, Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw KeyFile.invalid(file, field, "is not in the header: " + header.strip(), null);
    }
    return matcher.group(1);
  }
}

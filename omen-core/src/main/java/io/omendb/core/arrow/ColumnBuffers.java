package io.omendb.core.arrow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The Arrow buffers of a column as they lie in the mapped file, for readers that go through many
 * rows at once. Readable as long as the segment is referenced.
 *
 * @param validity one bit a row, least significant first, set where there is a value; null where
 *     every row has one
 * @param data the values: one bit a row for bool, bytes in a row for utf8 and binary, else rows of
 *     fixed width, little-endian
 * @param offsets for utf8 and binary: rows + 1 of int32, where the values begin and end in the
 *     data, not checked; else empty
 */
public record ColumnBuffers(
    @Nullable MemorySegment validity, MemorySegment data, MemorySegment offsets) {
  /** How many of the rows {@code from <= row < to} are null. */
  int nullsIn(int from, int to) {
    if (validity == null) {
      return 0;
    }
    int valid = 0;
    int row = from;
    for (; row < to && (row & (Byte.SIZE - 1)) != 0; row++) {
      valid += bit(validity, row);
    }
    for (; row + Byte.SIZE <= to; row += Byte.SIZE) {
      valid += Integer.bitCount(Byte.toUnsignedInt(validity.get(ValueLayout.JAVA_BYTE, row >>> 3)));
    }
    for (; row < to; row++) {
      valid += bit(validity, row);
    }
    return to - from - valid;
  }

  private static int bit(MemorySegment bits, int row) {
    return bits.get(ValueLayout.JAVA_BYTE, row >>> 3) >>> (row & (Byte.SIZE - 1)) & 1;
  }
}

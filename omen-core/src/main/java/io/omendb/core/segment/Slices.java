package io.omendb.core.segment;

import io.omendb.CorruptionException;
import java.lang.foreign.MemorySegment;

/**
 * The values of a variable-width column: row {@code i} spans {@code offsets[i]..offsets[i + 1]} of
 * the data. Immutable; rows are for the caller to check, and that the file is open.
 */
final class Slices {
  private static final int DIFFERENT = -1;

  private final SegmentFile file;
  private final MemorySegment offsets;
  private final MemorySegment data;
  private final long offsetsAddress;
  private final long dataAddress;
  private final long dataLength;

  /** Bytes of every value, which saves the cache miss of reading offsets; or that they differ. */
  private final int commonLength;

  private Slices(SegmentFile file, MemorySegment offsets, MemorySegment data, int rows) {
    this.file = file;
    this.offsets = offsets;
    this.data = data;
    this.offsetsAddress = offsets.address();
    this.dataAddress = data.address();
    this.dataLength = data.byteSize();
    this.commonLength = commonLength(rows);
  }

  static Slices open(SegmentFile file, String name, int rows) {
    return new Slices(
        file, file.nextBuffer(name, (rows + 1L) * Integer.BYTES), file.nextBuffer(name, 0), rows);
  }

  MemorySegment offsets() {
    return offsets;
  }

  MemorySegment data() {
    return data;
  }

  /** One pass over the offsets, up to the first that is out of step. */
  private int commonLength(int rows) {
    if (rows == 0 || offset(0) != 0) {
      return DIFFERENT;
    }
    int length = offset(1);
    if (length < 0 || (long) rows * length > Math.min(dataLength, Integer.MAX_VALUE)) {
      return DIFFERENT;
    }
    for (int row = 2; row <= rows; row++) {
      if (offset(row) != (long) row * length) {
        return DIFFERENT;
      }
    }
    return length;
  }

  private int offset(int row) {
    return NativeMemory.getInt(offsetsAddress + (long) row * Integer.BYTES);
  }

  /** Where a row's bytes are: start in the upper half, length in the lower. Not negative. */
  long span(int row) {
    if (commonLength != DIFFERENT) {
      return packed(row * commonLength, commonLength);
    }
    int start = offset(row);
    int end = offset(row + 1);
    if (start < 0 || end < start || end > dataLength) {
      throw corrupt(row, start, end);
    }
    return packed(start, end - start);
  }

  private static long packed(int start, int length) {
    return ((long) start << Integer.SIZE) | length;
  }

  /** Checks the offsets of the rows {@code from <= row < to} before they are copied as they are. */
  void check(int from, int to) {
    int start = offset(from);
    if (start < 0) {
      throw corrupt(from, start, offset(from + 1));
    }
    for (int row = from; row < to; row++) {
      int end = offset(row + 1);
      if (end < start || end > dataLength) {
        throw corrupt(row, start, end);
      }
      start = end;
    }
  }

  /** Bytes that the rows {@code from <= row < to} take with their offsets. */
  long bytes(int from, int to) {
    return (long) offset(to) - offset(from) + (long) (to - from) * Integer.BYTES;
  }

  /** A copy of the bytes of a span. */
  byte[] bytes(long span) {
    return NativeMemory.bytes(dataAddress + (span >>> Integer.SIZE), (int) span);
  }

  private CorruptionException corrupt(int row, int start, int end) {
    return file.corrupt(
        file.offsetOf(offsets) + (long) row * Integer.BYTES,
        "row " + row + " spans " + start + ".." + end + " of " + dataLength + " bytes");
  }
}

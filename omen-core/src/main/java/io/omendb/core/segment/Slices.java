package io.omendb.core.segment;

import io.omendb.CorruptionException;
import io.omendb.core.arrow.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The values of a variable-width column: row {@code i} spans {@code offsets[i]..offsets[i + 1]} of
 * the data.
 */
record Slices(SegmentFile file, MemorySegment offsets, MemorySegment data) {
  static Slices open(SegmentFile file, String name, int rows) {
    return new Slices(
        file, file.nextBuffer(name, (rows + 1L) * Integer.BYTES), file.nextBuffer(name, 0));
  }

  /** A copy of a row's bytes. */
  byte[] bytes(int row) {
    int start = offsets.getAtIndex(LittleEndian.INT, row);
    int end = offsets.getAtIndex(LittleEndian.INT, row + 1L);
    if (start < 0 || end < start || end > data.byteSize()) {
      throw corrupt(row, start, end);
    }
    byte[] bytes = new byte[end - start];
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, start, bytes, 0, bytes.length);
    return bytes;
  }

  private CorruptionException corrupt(int row, int start, int end) {
    return file.corrupt(
        file.offsetOf(offsets) + (long) row * Integer.BYTES,
        "row " + row + " spans " + start + ".." + end + " of " + data.byteSize() + " bytes");
  }
}

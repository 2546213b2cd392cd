package io.omendb.core.arrow;

import java.lang.foreign.MemorySegment;

/** The offsets of a variable-width field: not negative and ascending, or loading them fails. */
final class Offsets {
  private final String field;
  private final boolean wide;
  private MemorySegment offsets = MemorySegment.NULL;

  /**
   * @param wide whether offsets have 64 bits
   */
  Offsets(String field, boolean wide) {
    this.field = field;
    this.wide = wide;
  }

  void load(BatchBuffers buffers, int count) {
    // Arrow allows an empty buffer where there are no elements.
    long minLength = count == 0 ? 0 : (count + 1L) * (wide ? Long.BYTES : Integer.BYTES);
    offsets = buffers.buffer(field, minLength);
    long last = 0;
    for (int i = 0; count > 0 && i <= count; i++) {
      long next = get(i);
      if (next < last) {
        throw InvalidArrow.data("the offsets of field '" + field + "' descend at element " + i);
      }
      last = next;
    }
  }

  long get(int index) {
    return wide
        ? offsets.getAtIndex(LittleEndian.LONG, index)
        : offsets.getAtIndex(LittleEndian.INT, index);
  }

  /** Where the last element ends. */
  long end(int count) {
    return count == 0 ? 0 : get(count);
  }
}

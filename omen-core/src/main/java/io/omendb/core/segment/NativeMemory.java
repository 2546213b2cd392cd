package io.omendb.core.segment;

import io.omendb.core.arrow.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads at absolute addresses. Nothing is checked: whoever calls has verified when the file was
 * opened that the bytes are inside it, and holds what keeps it mapped.
 */
final class NativeMemory {
  /* A process has memory segments of many classes: on the heap, of several element types, off the
   * heap, mapped. A read through a segment from a field is compiled for those that were seen at
   * that place of the JDK, with a virtual call per check once there are three. Through this
   * constant it is one load instruction, whatever else the process does. */
  @SuppressWarnings("restricted") // All of memory; see the class comment.
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NativeMemory() {}

  /** The little-endian {@code int32} at an address. */
  static int getInt(long address) {
    return ALL.get(LittleEndian.INT, address);
  }

  /** A bit of a bitmap, least significant first. */
  static boolean bit(long bitmap, int index) {
    return (ALL.get(ValueLayout.JAVA_BYTE, bitmap + (index >>> 3)) >>> (index & 7) & 1) != 0;
  }

  /** A copy of some bytes. */
  static byte[] bytes(long address, int length) {
    byte[] copy = new byte[length];
    MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, address, copy, 0, length);
    return copy;
  }
}

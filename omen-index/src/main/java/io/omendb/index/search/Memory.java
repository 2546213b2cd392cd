package io.omendb.index.search;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * All memory as one segment, for reads at addresses that the caller answers for.
 *
 * <p>A read through the caller's own segment is compiled for the kinds of segment that the process
 * has used so far; once heap, native and mapped ones have been mixed, every read goes through a
 * table of methods. This one is a constant of one kind.
 */
final class Memory {
  @SuppressWarnings("restricted") // whoever reads here has the address from a segment it keeps
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Memory() {}
}

package io.omendb.compute.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** What all kernels over rows share: the register width, the byte order, and native memory. */
final class Rows {
  /* Why kernels address native memory absolutely, through MEMORY, instead of through the caller's
   * segment: the JIT inlines an access only while its call site has met one class of segment, and
   * any program that mixes native, mapped and heap segments has met several. Then each vector load
   * becomes a virtual call: 16 -> 8 GB/s at dimension 384 (measured). MEMORY is a constant, so its
   * class is known and its bounds check folds away. It makes no other difference: where only one
   * class was ever seen, both forms are within 5 %.
   *
   * Why that is safe: the engine has checked size, liveness and thread of the caller's segment, no
   * kernel reads a byte outside count rows, and the engine keeps the segment reachable, so that an
   * automatic arena stays open. What is not guarded is another thread closing a shared arena during
   * the call. Callers pin the view that owns the segment for as long as they read it.
   */
  @SuppressWarnings("restricted") // See above.
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();
  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /**
   * Vectors per pass of an inner loop. The trip count is a constant, so the JIT unrolls that loop
   * whole; left to itself it splits a loop over few vectors into a pre-, main and post-loop, whose
   * tests cost 8 % of the speed at dimension 128.
   */
  static final int UNROLL = 4;

  /**
   * Elements summed in float32 before they are added up in double precision. No lane then adds more
   * than 64 products, so the relative rounding error of a sum stays below (64 + log2(lanes) + 2)
   * 2^-24, or 4.2e-6 for 16 lanes, at any dimension.
   */
  static final int SUM_BLOCK = 64 * LANES;

  private Rows() {}

  /** Fails where the JVM denies {@link #MEMORY}. */
  static void requireNativeAccess() {
    MEMORY.byteSize();
  }

  /** The address of a segment of at least a byte, which the caller keeps reachable. */
  static long open(MemorySegment segment) {
    segment.get(ValueLayout.JAVA_BYTE, 0); // Fails where it is closed or another thread's.
    return segment.address();
  }

  /** The dimension rounded up to whole vectors. */
  static int padded(int dimension) {
    return Math.ceilDiv(dimension, LANES) * LANES;
  }

  /** Whether several rows in one register beat one row in a part of it. */
  static boolean areShort(int dimension) {
    return dimension * dimension <= 2 * LANES;
  }

  /** Where the i-th row is: of those at the positions, or where there are none, of all. */
  static long address(long first, long stride, int @Nullable [] positions, int i) {
    return first + (positions == null ? i : positions[i]) * stride;
  }
}

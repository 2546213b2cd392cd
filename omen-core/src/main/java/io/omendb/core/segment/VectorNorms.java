package io.omendb.core.segment;

import java.lang.foreign.MemorySegment;

/**
 * Bounds of the lengths of a segment's vectors, which a search needs to bound rounding errors.
 *
 * @param maxNorm no vector is longer; infinite where float32 cannot tell
 * @param hasTiny whether a vector other than zero is so short that its squared length is lost in
 *     float32
 */
public record VectorNorms(double maxNorm, boolean hasTiny) {
  /** Measures the vectors of a column. */
  @FunctionalInterface
  public interface Measure {
    /** The norms of {@code rows} vectors. */
    VectorNorms measure(MemorySegment vectors, int rows);
  }
}

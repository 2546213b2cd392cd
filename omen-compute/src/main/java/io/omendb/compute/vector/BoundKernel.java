package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.LANES;
import static io.omendb.compute.vector.Rows.MEMORY;
import static io.omendb.compute.vector.Rows.ORDER;
import static io.omendb.compute.vector.Rows.SPECIES;

import io.omendb.compute.scalar.ScalarSums;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Finds the rows that a bound cannot exclude, a register of rows at a time. */
final class BoundKernel {
  private static final int BITS = SPECIES.vectorBitSize();

  /** Bytes for as many rows as floats fit need a register of at least 64 bits. */
  private static final boolean NARROW = BITS < 256;

  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(NARROW ? 64 : BITS / 2));
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(NARROW ? 64 : BITS / 4));

  private BoundKernel() {}

  /** See {@code ComputeEngine.selectBounded}; norms is 0 where there are none. */
  static int select(
      short[] sums,
      int count,
      long alphas,
      long betas,
      long norms,
      SumBound bound,
      int[] positions) {
    int whole = NARROW ? 0 : count - count % LANES;
    int selected =
        norms == 0
            ? selectSame(sums, whole, alphas, betas, bound, positions)
            : selectByNorm(sums, whole, alphas, betas, norms, bound, positions);
    if (whole == count) {
      return selected;
    }
    int rest = count - whole;
    int[] last = new int[rest];
    MemorySegment restNorms = norms == 0 ? null : slice(norms + 4L * whole, 4L * rest);
    int more =
        ScalarSums.selectBounded(
            Arrays.copyOfRange(sums, whole, count),
            rest,
            slice(alphas + whole, rest),
            slice(betas + whole, rest),
            restNorms,
            bound,
            last);
    for (int i = 0; i < more; i++) {
      positions[selected++] = whole + last[i];
    }
    return selected;
  }

  private static MemorySegment slice(long address, long bytes) {
    return MEMORY.asSlice(address, bytes);
  }

  private static int selectSame(
      short[] sums, int count, long alphas, long betas, SumBound bound, int[] positions) {
    float t = Math.max(-1, Math.min(1, bound.constant()));
    boolean excludes = t >= bound.least(); // False for NaN.
    if (!excludes) {
      return SumKernel.collect(sums, count, 0, positions);
    }
    float sine = (float) Math.sqrt(Math.max(0, 1 - t * t) + SumBound.SINE_SLACK);
    // sumBase + sumStep s - (alphaBase + alphaStep a) t + (betaBase + betaStep b) sine >= 0
    float base = bound.sumBase() - bound.alphaBase() * t + bound.betaBase() * sine;
    FloatVector bases = FloatVector.broadcast(SPECIES, base);
    FloatVector perSum = FloatVector.broadcast(SPECIES, bound.sumStep());
    FloatVector perAlpha = FloatVector.broadcast(SPECIES, -bound.alphaStep() * t);
    FloatVector perBeta = FloatVector.broadcast(SPECIES, bound.betaStep() * sine);
    int selected = 0;
    for (int i = 0; i < count; i += LANES) {
      FloatVector s =
          (FloatVector)
              ShortVector.fromArray(SHORTS, sums, i).convertShape(VectorOperators.S2F, SPECIES, 0);
      FloatVector a =
          (FloatVector)
              ByteVector.fromMemorySegment(BYTES, MEMORY, alphas + i, ORDER)
                  .convertShape(VectorOperators.B2F, SPECIES, 0);
      FloatVector b =
          (FloatVector)
              ByteVector.fromMemorySegment(BYTES, MEMORY, betas + i, ORDER)
                  .convertShape(VectorOperators.B2F, SPECIES, 0);
      VectorMask<Float> kept =
          s.fma(perSum, bases)
              .add(a.fma(perAlpha, b.mul(perBeta)))
              .compare(VectorOperators.GE, 0f)
              .and(s.compare(VectorOperators.GE, 0f));
      if (kept.anyTrue()) {
        selected = append(kept, i, positions, selected);
      }
    }
    return selected;
  }

  private static int selectByNorm(
      short[] sums,
      int count,
      long alphas,
      long betas,
      long norms,
      SumBound bound,
      int[] positions) {
    int selected = 0;
    for (int i = 0; i < count; i += LANES) {
      FloatVector s =
          (FloatVector)
              ShortVector.fromArray(SHORTS, sums, i).convertShape(VectorOperators.S2F, SPECIES, 0);
      FloatVector alpha =
          ((FloatVector)
                  ByteVector.fromMemorySegment(BYTES, MEMORY, alphas + i, ORDER)
                      .convertShape(VectorOperators.B2F, SPECIES, 0))
              .mul(bound.alphaStep())
              .add(bound.alphaBase());
      FloatVector beta =
          ((FloatVector)
                  ByteVector.fromMemorySegment(BYTES, MEMORY, betas + i, ORDER)
                      .convertShape(VectorOperators.B2F, SPECIES, 0))
              .mul(bound.betaStep())
              .add(bound.betaBase());
      FloatVector norm = FloatVector.fromMemorySegment(SPECIES, MEMORY, norms + 4L * i, ORDER);
      FloatVector t =
          FloatVector.broadcast(SPECIES, bound.perNorm())
              .div(norm)
              .add(norm.mul(bound.timesNorm()))
              .add(bound.constant())
              .max(-1)
              .min(1);
      FloatVector sine =
          t.mul(t).neg().add(1).max(0).add(SumBound.SINE_SLACK).lanewise(VectorOperators.SQRT);
      VectorMask<Float> excluded =
          s.mul(bound.sumStep())
              .add(bound.sumBase())
              .compare(VectorOperators.LT, alpha.mul(t).sub(beta.mul(sine)))
              .and(t.compare(VectorOperators.GE, bound.least()));
      VectorMask<Float> kept = s.compare(VectorOperators.GE, 0f).andNot(excluded);
      if (kept.anyTrue()) {
        selected = append(kept, i, positions, selected);
      }
    }
    return selected;
  }

  private static int append(VectorMask<Float> kept, int first, int[] positions, int selected) {
    int next = selected;
    for (long bits = kept.toLong(); bits != 0; bits &= bits - 1) {
      positions[next++] = first + Long.numberOfTrailingZeros(bits);
    }
    return next;
  }
}

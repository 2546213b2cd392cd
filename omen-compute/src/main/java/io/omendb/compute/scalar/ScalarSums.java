package io.omendb.compute.scalar;

import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.compute.SumBound;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Sums of coded rows and what is chosen by them, one row after the other. Also what other engines
 * do with memory that is not native.
 */
public final class ScalarSums {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Sums are 0..32,767. */
  private static final int SUMS = Short.MAX_VALUE + 1;

  private ScalarSums() {}

  /** See {@code ComputeEngine.sumCodes}. */
  public static void sumCodes(
      MemorySegment blocks, int blockCount, int groups, byte[] table, short[] sums) {
    byte[] block = new byte[CodeBlocks.blockBytes(groups)];
    for (int b = 0; b < blockCount; b++) {
      MemorySegment.copy(
          blocks, ValueLayout.JAVA_BYTE, (long) b * block.length, block, 0, block.length);
      sumBlock(block, table, sums, b * CodeBlocks.ROWS);
    }
  }

  private static void sumBlock(byte[] block, byte[] table, short[] sums, int first) {
    int half = CodeBlocks.ROWS / 2;
    for (int place = 0; place < CodeBlocks.ROWS; place++) {
      int sum = 0;
      int entry = 0;
      for (int plane = place; plane < block.length; plane += 3 * CodeBlocks.ROWS) {
        int c0 = block[plane];
        int c1 = block[plane + CodeBlocks.ROWS];
        int c2 = block[plane + 2 * CodeBlocks.ROWS];
        int c3 = (c0 >>> 2 & 0x30) | (c1 >>> 4 & 0x0c) | (c2 >>> 6 & 0x03);
        sum += table[entry + (c0 & 0x3f)] & 0xff;
        sum += table[entry + 64 + (c1 & 0x3f)] & 0xff;
        sum += table[entry + 128 + (c2 & 0x3f)] & 0xff;
        sum += table[entry + 192 + c3] & 0xff;
        entry += CodeBlocks.GROUPS_PER_PLANE * CodeBlocks.VALUES;
      }
      sums[first + place / 2 + (place & 1) * half] = (short) sum;
    }
  }

  /** See {@code ComputeEngine.keepSums}. */
  public static void keepSums(short[] sums, int count, long[] bits) {
    for (int i = 0; i < count; i++) {
      if ((bits[i >>> 6] >>> i & 1) == 0) {
        sums[i] = -1;
      }
    }
  }

  /** See {@code ComputeEngine.selectGreatest}. */
  public static int selectGreatest(short[] sums, int count, int wanted, int[] positions) {
    int[] histogram = new int[SUMS];
    for (int i = 0; i < count; i++) {
      if (sums[i] >= 0) {
        histogram[sums[i]]++;
      }
    }
    int least = SUMS;
    int above = 0;
    while (least > 0 && above + histogram[least - 1] <= wanted) {
      above += histogram[--least];
    }
    int ties = wanted - above; // Of the sum just below.
    int selected = 0;
    for (int i = 0; i < count; i++) {
      if (sums[i] >= least || (sums[i] >= 0 && sums[i] == least - 1 && ties-- > 0)) {
        positions[selected++] = i;
      }
    }
    return selected;
  }

  /** See {@code ComputeEngine.selectBounded}. */
  public static int selectBounded(
      short[] sums,
      int count,
      MemorySegment alphas,
      MemorySegment betas,
      @Nullable MemorySegment norms,
      SumBound bound,
      int[] positions) {
    int selected = 0;
    float same = clamp(bound.constant());
    for (int i = 0; i < count; i++) {
      if (sums[i] < 0) {
        continue;
      }
      float t = same;
      if (norms != null) {
        float norm = norms.get(FLOAT, (long) i * Float.BYTES);
        t = clamp(bound.perNorm() / norm + bound.timesNorm() * norm + bound.constant());
      }
      float alpha = bound.alphaBase() + bound.alphaStep() * mark(alphas, i);
      float beta = bound.betaBase() + bound.betaStep() * mark(betas, i);
      float least =
          alpha * t - beta * (float) Math.sqrt(Math.max(0, 1 - t * t) + SumBound.SINE_SLACK);
      boolean excluded = bound.sumBase() + bound.sumStep() * sums[i] < least && t >= bound.least();
      if (!excluded) {
        positions[selected++] = i;
      }
    }
    return selected;
  }

  private static float clamp(float t) {
    return Math.max(-1, Math.min(1, t));
  }

  private static int mark(MemorySegment marks, int row) {
    return marks.get(ValueLayout.JAVA_BYTE, row);
  }

  /** See {@code ComputeEngine.multiplyBytes}. */
  public static void multiplyBytes(
      byte[] query, MemorySegment rows, int[] positions, int count, int[] products) {
    byte[] row = new byte[query.length];
    for (int i = 0; i < count; i++) {
      long from = (long) positions[i] * query.length;
      MemorySegment.copy(rows, ValueLayout.JAVA_BYTE, from, row, 0, row.length);
      int sum = 0;
      for (int d = 0; d < row.length; d++) {
        sum += query[d] * row[d];
      }
      products[i] = sum;
    }
  }
}

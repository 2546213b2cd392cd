package io.omendb.compute.internal;

import io.omendb.OmenException;
import io.omendb.spi.compute.CodeBlocks;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks at the entry of an engine; behind them kernels read without any. */
public final class Arguments {
  private Arguments() {}

  /** Checks the arguments of {@code ComputeEngine.distance}. */
  public static void checkPair(float[] a, float[] b) {
    checkDimension(a.length);
    if (a.length != b.length) {
      throw OmenException.invalid(
          "b", "Vectors of " + a.length + " and " + b.length + " elements", "use equal lengths");
    }
  }

  /** Checks the arguments of {@code ComputeEngine.batchDistance}. */
  public static void checkBatch(float[] query, MemorySegment rows, int count, float[] distances) {
    checkDimension(query.length);
    checkCount(count, distances.length, "distances");
    long bytes = (long) count * query.length * Float.BYTES;
    if (bytes > rows.byteSize()) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%d rows of %d elements need %d bytes, rows has %d",
              count, query.length, bytes, rows.byteSize()));
    }
  }

  /** Checks the arguments of {@code ComputeEngine.selectAtMost}. */
  public static void checkSelect(float[] distances, int count, int[] positions) {
    checkCount(count, distances.length, "distances");
    checkCount(count, positions.length, "positions");
  }

  /** Checks the arguments of {@code ComputeEngine.gatherDistance}. */
  public static void checkGather(
      float[] query, MemorySegment rows, int[] positions, int count, float[] distances) {
    checkDimension(query.length);
    checkCount(count, distances.length, "distances");
    checkPositions(positions, count, rows, (long) query.length * Float.BYTES);
  }

  /** Checks the argument of {@code ComputeEngine.multiplier}. */
  public static void checkQueries(float[][] queries) {
    if (queries.length == 0) {
      throw OmenException.invalid("queries", "No queries", "give at least 1");
    }
    for (float[] query : queries) {
      checkPair(query, queries[0]);
    }
  }

  /** Checks the arguments of {@code RowMultiplier.multiply}. */
  public static void checkMultiply(
      float[][] queries, MemorySegment rows, int count, float[] products) {
    checkSize(rows, (long) count * queries[0].length * Float.BYTES, "rows");
    checkCount(Math.multiplyExact(count, queries.length), products.length, "products");
  }

  /** Checks the arguments of {@code ComputeEngine.selectAtLeast}. */
  public static void checkSelect(float[] products, int count, float[] least, int[] positions) {
    int length = Math.multiplyExact(count, least.length);
    checkCount(length, products.length, "products");
    checkCount(length, positions.length, "positions");
  }

  /** Checks the arguments of {@code ComputeEngine.sumCodes}. */
  public static void checkCodes(
      MemorySegment blocks, int blockCount, int groups, byte[] table, short[] sums) {
    if (groups <= 0 || groups % CodeBlocks.GROUPS_PER_PLANE != 0) {
      throw OmenException.invalid(
          "groups",
          groups + " groups",
          "use a positive multiple of " + CodeBlocks.GROUPS_PER_PLANE);
    }
    checkCount(groups * CodeBlocks.VALUES, table.length, "table");
    checkCount(Math.multiplyExact(blockCount, CodeBlocks.ROWS), sums.length, "sums");
    checkSize(blocks, (long) blockCount * CodeBlocks.blockBytes(groups), "blocks");
  }

  /** Checks the arguments of {@code ComputeEngine.keepSums}. */
  public static void checkKeep(short[] sums, int count, long[] bits) {
    checkCount(count, sums.length, "sums");
    checkCount(Math.ceilDiv(count, Long.SIZE), bits.length, "bits");
  }

  /** Checks the arguments of {@code ComputeEngine.selectGreatest}. */
  public static void checkSelect(short[] sums, int count, int wanted, int[] positions) {
    checkCount(count, sums.length, "sums");
    checkCount(Math.min(wanted, count), positions.length, "positions");
  }

  /** Checks the arguments of {@code ComputeEngine.selectBounded}. */
  public static void checkBounded(
      short[] sums,
      int count,
      MemorySegment alphas,
      MemorySegment betas,
      @Nullable MemorySegment norms,
      int[] positions) {
    checkCount(count, sums.length, "sums");
    checkCount(count, positions.length, "positions");
    checkSize(alphas, count, "alphas");
    checkSize(betas, count, "betas");
    if (norms != null) {
      checkSize(norms, (long) count * Float.BYTES, "norms");
    }
  }

  /** Checks the arguments of {@code ComputeEngine.multiplyBytes}. */
  public static void checkBytes(
      byte[] query, MemorySegment rows, int[] positions, int count, int[] products) {
    checkDimension(query.length);
    checkCount(count, products.length, "products");
    checkPositions(positions, count, rows, query.length);
  }

  private static void checkPositions(
      int[] positions, int count, MemorySegment rows, long rowBytes) {
    checkCount(count, positions.length, "positions");
    long held = rows.byteSize() / rowBytes;
    for (int i = 0; i < count; i++) {
      Objects.checkIndex((long) positions[i], held);
    }
  }

  private static void checkSize(MemorySegment segment, long bytes, String name) {
    if (bytes < 0 || bytes > segment.byteSize()) {
      throw new IndexOutOfBoundsException(
          name + " needs " + bytes + " bytes, has " + segment.byteSize());
    }
  }

  private static void checkDimension(int dimension) {
    if (dimension == 0) {
      throw OmenException.invalid("query", "A vector of 0 elements", "use at least 1");
    }
  }

  private static void checkCount(int count, int length, String array) {
    if (count < 0 || count > length) {
      throw new IndexOutOfBoundsException(
          "count is " + count + ", the length of " + array + " is " + length);
    }
  }
}

package io.omendb.benchmarks.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Metric;
import io.omendb.benchmarks.vectors.TrueScores;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured reads all of its memory and computes what it should, or is refused. */
class KernelRunTest {
  @TempDir Path scratch;

  @Test
  void plainRead_addsUpEveryByte() {
    SplittableRandom random = new SplittableRandom(1);
    for (int longs : new int[] {0, 1, 7, 8, 31, 32, 33, 1_000}) {
      long[] values = random.longs(longs).toArray();
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_LONG, values);
        long expected = 0;
        for (long value : values) {
          expected += value;
        }
        assertEquals(expected, PlainRead.sum(memory), longs + " longs");
        assertEquals(expected, PlainRead.oneByOne(memory, 0), longs + " longs");
      }
    }
  }

  /** A kernel that is off at one row. */
  private record Wrong(RowKernel right, int row) implements RowKernel {
    @Override
    public void score(int first, int count, float[] scores) {
      right.score(first, count, scores);
      if (first <= row && row < first + count) {
        scores[row - first] += 0.001f;
      }
    }

    @Override
    public double value(float score) {
      return right.value(score);
    }

    @Override
    public String implementation() {
      return right.implementation();
    }
  }

  @Test
  void aWrongKernel_isRefusedWithTheRow() {
    try (Arena arena = Arena.ofShared()) {
      RowsFile rows = RowsFile.create(scratch, 1_500 * 40, 10, arena);
      assertEquals(1_500, rows.count());
      double[] expected =
          IntStream.range(0, rows.count())
              .mapToDouble(row -> TrueScores.score(Metric.DOT, rows.query(), rows.row(row)))
              .toArray();
      RowKernel right = new OmenKernel(Metric.DOT, rows, false);
      KernelRun.check(KernelSystem.OMENDB_BATCH, right, expected);
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () -> KernelRun.check(KernelSystem.OMENDB_BATCH, new Wrong(right, 1_499), expected));
      assertTrue(String.valueOf(e.getMessage()).contains("omendb batch"), e.getMessage());
      assertTrue(String.valueOf(e.getMessage()).contains("row 1499"), e.getMessage());
    }
  }
}

package io.omendb.compute.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.compute.scalar.ScalarSums;
import io.omendb.spi.compute.CodeBlocks;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form that this machine has, not only the one that it would choose. */
class CodeScanTest {
  private static final int BLOCKS = 5;
  private static final int GROUPS = 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 255})
  void everyForm_addsUpTheSame(int greatest) {
    Random random = new Random(greatest);
    byte[] codes = new byte[BLOCKS * CodeBlocks.blockBytes(GROUPS)];
    random.nextBytes(codes);
    byte[] table = new byte[GROUPS * CodeBlocks.VALUES];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) random.nextInt(greatest + 1);
    }
    short[] expected = new short[BLOCKS * CodeBlocks.ROWS];
    ScalarSums.sumCodes(MemorySegment.ofArray(codes), BLOCKS, GROUPS, table, expected);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blocks = arena.allocate(codes.length);
      blocks.copyFrom(MemorySegment.ofArray(codes));
      List<CodeScan> forms =
          List.of(new WideCodeScan(), new NarrowCodeScan(), CodeScanProbe.fastest(List.of()));
      for (CodeScan form : forms) {
        if (form.isAvailable()) {
          short[] sums = new short[expected.length];
          form.sum(blocks.address(), BLOCKS, GROUPS, table, sums);
          assertArrayEquals(expected, sums, form.getClass().getSimpleName());
        }
      }
      assertTrue(CodeScan.BEST.isAvailable());
    }
  }
}

package io.omendb.compute.vector;

import io.omendb.compute.scalar.ScalarSums;
import io.omendb.spi.compute.CodeBlocks;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Times forms of the code scan on made-up codes; a few milliseconds, once per process. */
final class CodeScanProbe {
  private static final int GROUPS = 64;
  private static final int BLOCKS = 64;
  private static final int WARM_UP_ROUNDS = 300;
  private static final int TIMED_ROUNDS = 5;

  private CodeScanProbe() {}

  /** The fastest of those that the machine has, or plain loops where it has none. */
  static CodeScan fastest(List<CodeScan> forms) {
    List<CodeScan> available = forms.stream().filter(CodeScan::isAvailable).toList();
    if (available.size() == 1) {
      return available.getFirst();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate((long) BLOCKS * CodeBlocks.blockBytes(GROUPS), 64);
      byte[] random = new byte[(int) codes.byteSize()];
      new Random(1).nextBytes(random);
      MemorySegment.copy(random, 0, codes, ValueLayout.JAVA_BYTE, 0, random.length);
      return available.stream()
          .min(Comparator.comparingLong(form -> nanos(form, codes.address())))
          .orElse(new PlainCodeScan());
    }
  }

  private static long nanos(CodeScan form, long address) {
    byte[] table = new byte[GROUPS * CodeBlocks.VALUES];
    short[] sums = new short[BLOCKS * CodeBlocks.ROWS];
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      form.sum(address, BLOCKS, GROUPS, table, sums);
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < TIMED_ROUNDS; round++) {
      long start = System.nanoTime();
      form.sum(address, BLOCKS, GROUPS, table, sums);
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }

  /** Registers too narrow for any table. */
  private static final class PlainCodeScan implements CodeScan {
    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public void sum(long address, int blockCount, int groups, byte[] table, short[] sums) {
      long bytes = (long) blockCount * CodeBlocks.blockBytes(groups);
      ScalarSums.sumCodes(Rows.MEMORY.asSlice(address, bytes), blockCount, groups, table, sums);
    }
  }
}

package io.omendb.compute.vector;

import io.omendb.compute.scalar.ScalarSums;
import io.omendb.spi.compute.CodeBlocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Chooses a form of the code scan, once per process: by what the processor says of itself, and
 * where it says nothing by a race on made-up codes.
 */
final class CodeScanProbe {
  private static final int GROUPS = 64;
  private static final int BLOCKS = 64;
  private static final int WARM_UP_ROUNDS = 300;
  private static final int TIMED_ROUNDS = 5;

  private CodeScanProbe() {}

  /**
   * The fastest of those that the machine has, or plain loops where it has none.
   *
   * @param forms the first is that which needs the instruction
   */
  static CodeScan fastest(List<CodeScan> forms) {
    List<CodeScan> available = forms.stream().filter(CodeScan::isAvailable).toList();
    if (!available.isEmpty() && hasOneInstruction()) {
      available = available.subList(0, 1);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate((long) BLOCKS * CodeBlocks.blockBytes(GROUPS), 64);
      byte[] random = new byte[(int) codes.byteSize()];
      new Random(1).nextBytes(random);
      MemorySegment.copy(random, 0, codes, ValueLayout.JAVA_BYTE, 0, random.length);
      CodeScan fastest = new PlainCodeScan();
      long least = Long.MAX_VALUE;
      for (CodeScan form : available) {
        long nanos = nanos(form, codes.address());
        fastest = nanos < least ? form : fastest;
        least = Math.min(least, nanos);
      }
      return fastest;
    }
  }

  /** Whether the processor looks up 64 bytes at once, as Linux says; timing takes seconds cold. */
  private static boolean hasOneInstruction() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> List.of(line.split("\\s+")).contains("avx512_vbmi"))
          .orElse(false);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /* Also for a form without rivals, so that it is compiled before the first search. Some processes
   * without that scanned 3.5 times slower, others did not; that this was not other work on the
   * machine is not shown.
   */
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

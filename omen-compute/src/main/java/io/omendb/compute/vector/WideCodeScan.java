package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.MEMORY;
import static io.omendb.compute.vector.Rows.ORDER;

import io.omendb.spi.compute.CodeBlocks;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The code scan in registers of 64 bytes, where one instruction looks up 64 codes in a table. */
final class WideCodeScan implements CodeScan {
  /* The code of the fourth group of a plane is in the top bits of the three others. Bytes have no
   * shift of their own, so the registers are shifted as shorts and what comes from the neighbour is
   * masked off. The sums of bytes are widened by reading two as a short: "odd" adds up the upper
   * bytes, "even" both, and loses what the upper ones brought at the end.
   *
   * Two copies of one loop, by whether a byte can hold the sum of four look-ups. They are not one
   * method with a parameter, since the JIT gives up on larger bodies (then 70 ns a row, not 2).
   */
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_512;
  private static final int PLANE_TABLES = CodeBlocks.GROUPS_PER_PLANE * CodeBlocks.VALUES;
  private static final int ODD = CodeBlocks.ROWS / 2;
  private static final short TOP = 0x3030;
  private static final short MIDDLE = 0x0c0c;
  private static final short LOW = 0x0303;

  @Override
  public boolean isAvailable() {
    return ByteVector.SPECIES_PREFERRED.vectorBitSize() >= BYTES.vectorBitSize();
  }

  @Override
  public void sum(long address, int blockCount, int groups, byte[] table, short[] sums) {
    int end = groups * CodeBlocks.VALUES;
    if (fourFitAByte(table, end)) {
      sumFours(address, blockCount, end, table, sums);
    } else {
      sumOnes(address, blockCount, end, table, sums);
    }
  }

  private static boolean fourFitAByte(byte[] table, int end) {
    int all = 0;
    for (int i = 0; i < end; i++) {
      all |= table[i];
    }
    return (all & 0xff) <= 63;
  }

  private static void sumFours(long address, int blockCount, int end, byte[] table, short[] sums) {
    long plane = address;
    for (int block = 0; block < blockCount; block++) {
      ShortVector even = ShortVector.zero(SHORTS);
      ShortVector odd = even;
      for (int at = 0; at < end; at += PLANE_TABLES, plane += 192) {
        ByteVector c0 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane, ORDER);
        ByteVector c1 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane + 64, ORDER);
        ByteVector c2 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane + 128, ORDER);
        ShortVector top = c0.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 2).and(TOP);
        ShortVector middle = c1.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).and(MIDDLE);
        ShortVector low = c2.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 6).and(LOW);
        ByteVector c3 = top.or(middle).or(low).reinterpretAsBytes();
        ByteVector t0 = c0.selectFrom(ByteVector.fromArray(BYTES, table, at));
        ByteVector t1 = c1.selectFrom(ByteVector.fromArray(BYTES, table, at + 64));
        ByteVector t2 = c2.selectFrom(ByteVector.fromArray(BYTES, table, at + 128));
        ByteVector t3 = c3.selectFrom(ByteVector.fromArray(BYTES, table, at + 192));
        ShortVector pairs = t0.add(t1).add(t2.add(t3)).reinterpretAsShorts();
        even = even.add(pairs);
        odd = odd.add(pairs.lanewise(VectorOperators.LSHR, 8));
      }
      even = even.sub(odd.lanewise(VectorOperators.LSHL, 8));
      even.intoArray(sums, block * CodeBlocks.ROWS);
      odd.intoArray(sums, block * CodeBlocks.ROWS + ODD);
    }
  }

  private static void sumOnes(long address, int blockCount, int end, byte[] table, short[] sums) {
    long plane = address;
    for (int block = 0; block < blockCount; block++) {
      ShortVector even = ShortVector.zero(SHORTS);
      ShortVector odd = even;
      for (int at = 0; at < end; at += PLANE_TABLES, plane += 192) {
        ByteVector c0 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane, ORDER);
        ByteVector c1 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane + 64, ORDER);
        ByteVector c2 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane + 128, ORDER);
        ShortVector top = c0.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 2).and(TOP);
        ShortVector middle = c1.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).and(MIDDLE);
        ShortVector low = c2.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 6).and(LOW);
        ByteVector c3 = top.or(middle).or(low).reinterpretAsBytes();
        ShortVector t0 =
            c0.selectFrom(ByteVector.fromArray(BYTES, table, at)).reinterpretAsShorts();
        ShortVector t1 =
            c1.selectFrom(ByteVector.fromArray(BYTES, table, at + 64)).reinterpretAsShorts();
        ShortVector t2 =
            c2.selectFrom(ByteVector.fromArray(BYTES, table, at + 128)).reinterpretAsShorts();
        ShortVector t3 =
            c3.selectFrom(ByteVector.fromArray(BYTES, table, at + 192)).reinterpretAsShorts();
        even = even.add(t0.add(t1)).add(t2.add(t3));
        ShortVector upper01 =
            t0.lanewise(VectorOperators.LSHR, 8).add(t1.lanewise(VectorOperators.LSHR, 8));
        ShortVector upper23 =
            t2.lanewise(VectorOperators.LSHR, 8).add(t3.lanewise(VectorOperators.LSHR, 8));
        odd = odd.add(upper01).add(upper23);
      }
      even = even.sub(odd.lanewise(VectorOperators.LSHL, 8));
      even.intoArray(sums, block * CodeBlocks.ROWS);
      odd.intoArray(sums, block * CodeBlocks.ROWS + ODD);
    }
  }
}

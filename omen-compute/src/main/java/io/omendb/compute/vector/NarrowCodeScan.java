package io.omendb.compute.vector;

import static io.omendb.compute.vector.Rows.MEMORY;
import static io.omendb.compute.vector.Rows.ORDER;

import io.omendb.spi.compute.CodeBlocks;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The code scan in registers of 32 bytes: half a block at a time, and a table in two halves between
 * which bit 5 of the code chooses. Every sum of bytes is widened at once, so any table will do.
 */
final class NarrowCodeScan implements CodeScan {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
  private static final int HALF = 32;
  private static final byte CHOICE = 0x20;

  @Override
  public boolean isAvailable() {
    return ByteVector.SPECIES_PREFERRED.vectorBitSize() >= BYTES.vectorBitSize();
  }

  @Override
  public void sum(long address, int blockCount, int groups, byte[] table, short[] sums) {
    int blockBytes = CodeBlocks.blockBytes(groups);
    for (int block = 0; block < blockCount; block++) {
      long first = address + (long) block * blockBytes;
      int to = block * CodeBlocks.ROWS;
      sumHalf(first, groups, table, sums, to);
      sumHalf(first + HALF, groups, table, sums, to + HALF / 2);
    }
  }

  /** Sums of the 16 rows at even and the 16 at odd places of half a block. */
  private static void sumHalf(long address, int groups, byte[] table, short[] sums, int to) {
    ShortVector even = ShortVector.zero(SHORTS);
    ShortVector odd = even;
    long plane = address;
    for (int at = 0; at < groups * CodeBlocks.VALUES; at += 256, plane += 192) {
      ByteVector c0 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane, ORDER);
      ByteVector c1 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane + 64, ORDER);
      ByteVector c2 = ByteVector.fromMemorySegment(BYTES, MEMORY, plane + 128, ORDER);
      ShortVector top =
          c0.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 2).and((short) 0x3030);
      ShortVector middle =
          c1.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).and((short) 0x0c0c);
      ShortVector low =
          c2.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 6).and((short) 0x0303);
      ByteVector c3 = top.or(middle).or(low).reinterpretAsBytes();
      ShortVector t0 = lookUp(c0, table, at);
      ShortVector t1 = lookUp(c1, table, at + 64);
      ShortVector t2 = lookUp(c2, table, at + 128);
      ShortVector t3 = lookUp(c3, table, at + 192);
      even = even.add(t0.add(t1)).add(t2.add(t3));
      odd =
          odd.add(t0.lanewise(VectorOperators.LSHR, 8))
              .add(t1.lanewise(VectorOperators.LSHR, 8))
              .add(t2.lanewise(VectorOperators.LSHR, 8))
              .add(t3.lanewise(VectorOperators.LSHR, 8));
    }
    even.sub(odd.lanewise(VectorOperators.LSHL, 8)).intoArray(sums, to);
    odd.intoArray(sums, to + HALF);
  }

  private static ShortVector lookUp(ByteVector codes, byte[] table, int at) {
    ByteVector index = codes.and((byte) (HALF - 1));
    VectorMask<Byte> upper = codes.and(CHOICE).compare(VectorOperators.NE, (byte) 0);
    return index
        .selectFrom(ByteVector.fromArray(BYTES, table, at))
        .blend(index.selectFrom(ByteVector.fromArray(BYTES, table, at + HALF)), upper)
        .reinterpretAsShorts();
  }
}

package io.omendb.core.arrow;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A bitmap that grows at its end, least significant bit of a byte first. For one thread. */
final class GrowingBits {
  private final GrowingBytes bytes = new GrowingBytes();
  private int partial;
  private int count;

  /** Adds a bit. */
  void add(boolean bit) {
    int place = count & (Byte.SIZE - 1);
    partial |= bit ? 1 << place : 0;
    count++;
    if (place == Byte.SIZE - 1) {
      bytes.putByte(partial);
      partial = 0;
    }
  }

  /** Adds set bits. */
  void addOnes(int ones) {
    for (int left = ones; left > 0; left -= Byte.SIZE) {
      addLow(0xFF, Math.min(left, Byte.SIZE));
    }
  }

  /** Adds the bits {@code from <= i < to} of a bitmap; the bytes that hold them are read. */
  void addRange(MemorySegment bits, int from, int to) {
    int place = from & (Byte.SIZE - 1);
    for (int i = from; i < to; i += Byte.SIZE) {
      int wanted = Math.min(to - i, Byte.SIZE);
      int low = Byte.toUnsignedInt(bits.get(ValueLayout.JAVA_BYTE, i >>> 3)) >>> place;
      if (place + wanted > Byte.SIZE) {
        low |= bits.get(ValueLayout.JAVA_BYTE, (i >>> 3) + 1) << (Byte.SIZE - place);
      }
      addLow(low, wanted);
    }
  }

  /** Adds the lowest bits of a number, 8 at most. */
  private void addLow(int bits, int wanted) {
    int place = count & (Byte.SIZE - 1);
    partial |= (bits & ((1 << wanted) - 1)) << place;
    count += wanted;
    if (place + wanted >= Byte.SIZE) {
      bytes.putByte(partial);
      partial >>>= Byte.SIZE;
    }
  }

  /** Bytes that the bits take, the last one perhaps in part. */
  long length() {
    return bytes.length() + ((count & (Byte.SIZE - 1)) == 0 ? 0 : 1);
  }

  void clear() {
    bytes.clear();
    partial = 0;
    count = 0;
  }

  /** Writes all bits, zeros up to the end of the last byte. */
  void writeTo(ArrowOutput out) throws IOException {
    bytes.writeTo(out);
    if ((count & (Byte.SIZE - 1)) != 0) {
      out.putByte(partial);
    }
  }
}

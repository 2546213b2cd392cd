package io.omendb.core.arrow;

import java.io.IOException;

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
    for (int i = 0; i < ones; i++) {
      add(true);
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

package io.omendb.core.arrow;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Little-endian values one after the other, in blocks that are never copied when more is added and
 * are kept for what comes after {@link #clear}. Takes at most a block, or as much again as it
 * holds, more than it holds. All numbers of one instance are of one width. For one thread.
 */
final class GrowingBytes {
  private static final int FIRST_BYTES = 1 << 10;

  /* Large enough that a block goes to the checksum and the channel in one call each, small enough
   * for the second-level cache there, and for a collector not to take it for a huge object. */
  private static final int MOST_BYTES = 256 << 10;

  private final List<ByteBuffer> blocks = new ArrayList<>();
  private ByteBuffer block = ByteBuffer.allocate(0);

  /** Blocks begun; the present one is the last of them. */
  private int begun;

  /** Bytes in the blocks before the present one. */
  private long before;

  /** Bytes added since the last {@link #clear}. */
  long length() {
    return before + block.position();
  }

  void putByte(int value) {
    reserve(1);
    block.put((byte) value);
  }

  void putInt(int value) {
    reserve(Integer.BYTES);
    block.putInt(value);
  }

  void putLong(long value) {
    reserve(Long.BYTES);
    block.putLong(value);
  }

  void put(byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      reserve(1);
      int count = Math.min(bytes.length - done, block.remaining());
      block.put(bytes, done, count);
      done += count;
    }
  }

  /** Adds bytes of memory outside the heap, whole numbers of the width. */
  void put(MemorySegment from, long offset, long length) {
    for (long done = 0; done < length; ) {
      reserve(1);
      int count = (int) Math.min(length - done, block.remaining());
      MemorySegment.copy(
          from, ValueLayout.JAVA_BYTE, offset + done, block.array(), block.position(), count);
      block.position(block.position() + count);
      done += count;
    }
  }

  /**
   * Adds the 32-bit numbers {@code from <= i < to} of memory outside the heap, each plus the same.
   */
  void putSums(MemorySegment numbers, int from, int to, int addend) {
    for (int i = from; i < to; ) {
      reserve(Integer.BYTES);
      int count = Math.min(to - i, block.remaining() / Integer.BYTES);
      int start = block.position();
      for (int j = 0; j < count; j++) {
        int sum = numbers.getAtIndex(LittleEndian.INT, i + j) + addend;
        block.putInt(start + j * Integer.BYTES, sum);
      }
      block.position(start + count * Integer.BYTES);
      i += count;
    }
  }

  void putFloats(float[] values) {
    for (int done = 0; done < values.length; ) {
      reserve(Float.BYTES);
      int count = Math.min(values.length - done, block.remaining() / Float.BYTES);
      block.asFloatBuffer().put(values, done, count);
      block.position(block.position() + count * Float.BYTES);
      done += count;
    }
  }

  /** Adds zeros, a multiple of 4 of them. */
  void putZeros(int count) {
    for (int left = count; left > 0; left -= Integer.BYTES) {
      putInt(0);
    }
  }

  private void reserve(int bytes) {
    if (block.remaining() < bytes) {
      nextBlock();
    }
  }

  private void nextBlock() {
    assert !block.hasRemaining() : "numbers of several widths";
    before += block.position();
    if (begun == blocks.size()) {
      int size = (int) Math.min((long) FIRST_BYTES << Math.min(begun, Short.SIZE), MOST_BYTES);
      blocks.add(ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN));
    }
    block = blocks.get(begun++).clear();
  }

  /** Forgets the bytes; the memory stays for those that follow. */
  void clear() {
    begun = 0;
    before = 0;
    block = ByteBuffer.allocate(0);
  }

  /** Writes all bytes, which stay. */
  void writeTo(ArrowOutput out) throws IOException {
    for (int i = 0; i < begun; i++) {
      ByteBuffer written = blocks.get(i);
      out.put(written.duplicate().flip());
    }
  }
}

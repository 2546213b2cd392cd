package io.omendb.core.filter;

import io.omendb.core.arrow.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The texts of the rows of one block: their lengths, their first bytes, and where the rest is. */
final class TextBlock {
  /** How many first bytes are at hand. */
  static final int HEAD_BYTES = Long.BYTES;

  /** Blocks of more bytes are read where they lie: a copy would be larger than the caches. */
  private static final int COPIED_BYTES = 1 << 18;

  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long[] MASKS = new long[HEAD_BYTES + 1];

  static {
    for (int bytes = 1; bytes <= HEAD_BYTES; bytes++) {
      MASKS[bytes] = -1L << (Long.SIZE - bytes * Byte.SIZE);
    }
  }

  /** The first bytes of each text, big-endian and zero-padded, so that unsigned order is theirs. */
  final long[] heads;

  /** Bytes of each text. */
  final int[] lengths;

  private final MemorySegment data;
  private final MemorySegment offsetBuffer;
  private final int[] offsets;
  private byte[] copy = new byte[HEAD_BYTES];
  private boolean copied;

  TextBlock(MemorySegment data, MemorySegment offsetBuffer, int maxRows) {
    this.data = data;
    this.offsetBuffer = offsetBuffer;
    this.heads = new long[maxRows];
    this.lengths = new int[maxRows];
    this.offsets = new int[maxRows + 1];
  }

  /** The first bytes of a text, as {@link #heads} has them. */
  static long head(byte[] text) {
    return (long) BIG_ENDIAN.get(Arrays.copyOf(text, Math.max(HEAD_BYTES, text.length)), 0);
  }

  /** Which bits of a head are of the first bytes. */
  static long mask(int bytes) {
    return MASKS[Math.min(bytes, HEAD_BYTES)];
  }

  /**
   * Reads the texts of some rows.
   *
   * @return the first row whose offsets lie outside the data or descend; -1 for none
   */
  int load(int firstRow, int count) {
    MemorySegment.copy(
        offsetBuffer, LittleEndian.INT, (long) firstRow * Integer.BYTES, offsets, 0, count + 1);
    int before = offsets[0];
    for (int i = 0; i < count; i++) {
      int end = offsets[i + 1];
      if (end < before || before < 0 || end > data.byteSize()) {
        return firstRow + i;
      }
      lengths[i] = end - before;
      before = end;
    }
    int bytes = offsets[count] - offsets[0];
    copied = bytes <= COPIED_BYTES;
    if (copied) {
      loadCopied(bytes, count);
    } else {
      loadInPlace(count);
    }
    return -1;
  }

  private void loadCopied(int bytes, int count) {
    if (copy.length < bytes + HEAD_BYTES) {
      // Reading a head may go beyond the last text, whatever is there.
      copy = new byte[bytes + bytes / 2 + HEAD_BYTES];
    }
    int base = offsets[0];
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, base, copy, 0, bytes);
    byte[] from = copy;
    for (int i = 0; i < count; i++) {
      long head = (long) BIG_ENDIAN.get(from, offsets[i] - base);
      heads[i] = head & MASKS[Math.min(lengths[i], HEAD_BYTES)];
    }
  }

  private void loadInPlace(int count) {
    byte[] head = new byte[HEAD_BYTES];
    for (int i = 0; i < count; i++) {
      int bytes = Math.min(lengths[i], HEAD_BYTES);
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offsets[i], head, 0, bytes);
      heads[i] = (long) BIG_ENDIAN.get(head, 0) & MASKS[bytes];
    }
  }

  /** Those of the bits, of 64 rows from start on, whose texts begin with a text in all bytes. */
  long verified(long bits, int start, byte[] text) {
    long verified = 0;
    for (long left = bits; left != 0; left &= left - 1) {
      int bit = Long.numberOfTrailingZeros(left);
      if (startsWith(start + bit, text)) {
        verified |= 1L << bit;
      }
    }
    return verified;
  }

  private boolean startsWith(int i, byte[] text) {
    int at = offsets[i] - offsets[0];
    if (copied) {
      return Arrays.equals(copy, at, at + text.length, text, 0, text.length);
    }
    long start = offsets[i];
    return MemorySegment.mismatch(
            data, start, start + text.length, MemorySegment.ofArray(text), 0, text.length)
        < 0;
  }

  /**
   * Compares the text of a row with another, unsigned byte by byte.
   *
   * @param head the head of the other
   */
  int compare(int i, long head, byte[] text) {
    int byHead = Long.compareUnsigned(heads[i], head);
    if (byHead != 0) {
      return byHead;
    }
    if (lengths[i] <= HEAD_BYTES || text.length <= HEAD_BYTES) {
      // The shorter one is a prefix of the other, for what pads a head sorts before all else.
      return Integer.compare(lengths[i], text.length);
    }
    int at = offsets[i] - offsets[0];
    if (copied) {
      return Arrays.compareUnsigned(copy, at, at + lengths[i], text, 0, text.length);
    }
    return compareInPlace(i, text);
  }

  private int compareInPlace(int i, byte[] text) {
    long start = offsets[i];
    MemorySegment other = MemorySegment.ofArray(text);
    long at = MemorySegment.mismatch(data, start, start + lengths[i], other, 0, text.length);
    if (at < 0 || at == lengths[i] || at == text.length) {
      return Integer.compare(lengths[i], text.length);
    }
    return Byte.compareUnsigned(
        data.get(ValueLayout.JAVA_BYTE, start + at), other.get(ValueLayout.JAVA_BYTE, at));
  }
}

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

  private final long[] heads;
  private final int[] lengths;
  private int count;
  private boolean headsLoaded;
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

  /** The first bytes of a text, as {@link #heads()} has them. */
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
    // Where the first is not negative and none descends, all lie between the first and the last.
    int wrong = offsets[0];
    for (int i = 0; i < count; i++) {
      int length = offsets[i + 1] - offsets[i];
      lengths[i] = length;
      wrong |= length | offsets[i + 1];
    }
    if (wrong < 0 || offsets[count] > data.byteSize()) {
      return firstWrong(firstRow, count);
    }
    this.count = count;
    headsLoaded = false;
    int bytes = offsets[count] - offsets[0];
    copied = bytes <= COPIED_BYTES;
    if (copied) {
      if (copy.length < bytes + HEAD_BYTES) {
        // Reading a head may go beyond the last text, whatever is there.
        copy = new byte[bytes + bytes / 2 + HEAD_BYTES];
      }
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offsets[0], copy, 0, bytes);
    }
    return -1;
  }

  /**
   * The first bytes of each text, big-endian and zero-padded, so that unsigned order is theirs;
   * valid until the next load.
   */
  long[] heads() {
    if (!headsLoaded) {
      if (copied) {
        loadCopied();
      } else {
        loadInPlace();
      }
      headsLoaded = true;
    }
    return heads;
  }

  private int firstWrong(int firstRow, int count) {
    for (int i = 0; i < count; i++) {
      if (offsets[i] < 0 || offsets[i + 1] < offsets[i] || offsets[i + 1] > data.byteSize()) {
        return firstRow + i;
      }
    }
    throw new AssertionError("no row is wrong");
  }

  private void loadCopied() {
    int base = offsets[0];
    byte[] from = copy;
    for (int i = 0; i < count; i++) {
      long head = (long) BIG_ENDIAN.get(from, offsets[i] - base);
      heads[i] = head & MASKS[Math.min(lengths[i], HEAD_BYTES)];
    }
  }

  private void loadInPlace() {
    byte[] head = new byte[HEAD_BYTES];
    for (int i = 0; i < count; i++) {
      int bytes = Math.min(lengths[i], HEAD_BYTES);
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offsets[i], head, 0, bytes);
      heads[i] = (long) BIG_ENDIAN.get(head, 0) & MASKS[bytes];
    }
  }

  /**
   * The rows from start on, 64 at most, that begin with a text.
   *
   * @param longer whether those that go on behind it count too
   */
  long beginning(int start, int end, byte[] text, long head, boolean longer) {
    long mask = mask(text.length);
    int length = text.length;
    // The difference of the lengths has to be 0, or its sign where longer ones count.
    int shift = longer ? Integer.SIZE - 1 : 0;
    long bits = 0;
    if (copied && !headsLoaded) {
      int base = offsets[0];
      byte[] from = copy;
      for (int i = start; i < end; i++) {
        long first = (long) BIG_ENDIAN.get(from, offsets[i] - base);
        bits |= BranchFree.isZero(((first ^ head) & mask) | ((lengths[i] - length) >> shift)) << i;
      }
    } else {
      long[] firsts = heads();
      for (int i = start; i < end; i++) {
        bits |=
            BranchFree.isZero(((firsts[i] ^ head) & mask) | ((lengths[i] - length) >> shift)) << i;
      }
    }
    return length <= HEAD_BYTES ? bits : verified(bits, start, text);
  }

  /** Those of the bits, of 64 rows from start on, whose texts begin with a text in all bytes. */
  private long verified(long bits, int start, byte[] text) {
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
    int byHead = Long.compareUnsigned(heads()[i], head);
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

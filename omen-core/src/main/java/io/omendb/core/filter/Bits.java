package io.omendb.core.filter;

import io.omendb.core.arrow.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Bitmaps of one block: bit i % 64 of word i / 64 is row i of the block. */
final class Bits {
  private Bits() {}

  /** Sets the first so many bits, and clears the others. */
  static void setFirst(int count, long[] words) {
    for (int word = 0; word < words.length; word++) {
      int left = count - word * Long.SIZE;
      words[word] = left >= Long.SIZE ? -1L : left <= 0 ? 0 : (1L << left) - 1;
    }
  }

  /**
   * Reads a bitmap of the file.
   *
   * @param firstRow a multiple of 64
   * @param count rows to read; bits beyond them come out clear
   */
  static void load(MemorySegment bits, int firstRow, int count, long[] words) {
    setFirst(count, words);
    long from = (long) firstRow >>> 3;
    for (int word = 0; word * Long.SIZE < count; word++) {
      words[word] &= word(bits, from + (long) word * Long.BYTES);
    }
  }

  private static long word(MemorySegment bits, long at) {
    if (at + Long.BYTES <= bits.byteSize()) {
      return bits.get(LittleEndian.LONG, at);
    }
    long word = 0;
    for (long i = at; i < bits.byteSize(); i++) {
      word |= (bits.get(ValueLayout.JAVA_BYTE, i) & 0xffL) << ((i - at) * Byte.SIZE);
    }
    return word;
  }

  static void and(long[] words, long[] others) {
    for (int word = 0; word < words.length; word++) {
      words[word] &= others[word];
    }
  }

  static void andNot(long[] words, long[] others) {
    for (int word = 0; word < words.length; word++) {
      words[word] &= ~others[word];
    }
  }

  static void or(long[] words, long[] others) {
    for (int word = 0; word < words.length; word++) {
      words[word] |= others[word];
    }
  }

  static boolean isEmpty(long[] words) {
    long any = 0;
    for (long word : words) {
      any |= word;
    }
    return any == 0;
  }

  static boolean get(long[] words, int i) {
    return (words[i >>> 6] >>> i & 1) != 0;
  }
}

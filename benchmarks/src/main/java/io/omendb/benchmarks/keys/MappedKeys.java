package io.omendb.benchmarks.keys;

import io.omendb.OmenException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** 64-bit keys that lie one after the other in a file. */
final class MappedKeys {
  static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private MappedKeys() {}

  /** What is read from the mapped bytes of a file, which are gone afterwards. */
  interface Reading<T> {
    T of(MemorySegment content);
  }

  /** Maps a file to read from it. */
  static <T> T read(Path file, Reading<T> reading) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      return reading.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    }
  }

  /**
   * Copies keys; the bounds are the caller's to check.
   *
   * @param unsigned whether they are uint64 and change their sign bit, which keeps their order
   */
  static long[] copy(MemorySegment content, long offset, int count, boolean unsigned) {
    long[] keys = new long[count];
    MemorySegment.copy(content, INT64, offset, keys, 0, count);
    if (unsigned) {
      for (int i = 0; i < count; i++) {
        keys[i] ^= Long.MIN_VALUE;
      }
    }
    return keys;
  }
}

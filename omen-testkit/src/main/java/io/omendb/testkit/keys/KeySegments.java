package io.omendb.testkit.keys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts keys where an index reads them: little-endian int64 values, one after the other. */
public final class KeySegments {
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private KeySegments() {}

  /** On heap, over the array itself on a little-endian machine. */
  public static MemorySegment onHeap(long[] keys) {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
        ? MemorySegment.ofArray(keys)
        : fill(MemorySegment.ofArray(new long[keys.length]), keys);
  }

  /** On heap, at an odd place of a byte array. */
  public static MemorySegment unaligned(long[] keys) {
    long bytes = (long) keys.length * Long.BYTES;
    byte[] array = new byte[Math.toIntExact(bytes + 1)];
    return fill(MemorySegment.ofArray(array).asSlice(1, bytes), keys);
  }

  /** Off heap, for as long as the arena lives; aligned to cache lines. */
  public static MemorySegment offHeap(Arena arena, long[] keys) {
    return fill(arena.allocate((long) keys.length * Long.BYTES, 64), keys);
  }

  /** A mapped file, written anew, for as long as the arena lives. */
  public static MemorySegment mapped(Arena arena, Path file, long[] keys) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      long bytes = (long) keys.length * Long.BYTES;
      fill(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena), keys);
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
    }
  }

  private static MemorySegment fill(MemorySegment segment, long[] keys) {
    MemorySegment.copy(keys, 0, segment, INT64, 0, keys.length);
    return segment;
  }
}

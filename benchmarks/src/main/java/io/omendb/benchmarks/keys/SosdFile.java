package io.omendb.benchmarks.keys;

import io.omendb.OmenException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The format of the SOSD benchmark (Kipf et al., 2019): the number of keys as a little-endian
 * uint64, then the keys.
 */
public final class SosdFile {
  /** What the name of a file of signed keys ends with. */
  public static final String SIGNED = "_int64";

  private SosdFile() {}

  /**
   * Writes signed keys.
   *
   * @param file a new file, whose name ends with {@link #SIGNED} if {@link KeyFile} is to read it
   */
  public static void write(Path file, long[] keys) {
    long bytes = Long.BYTES + (long) keys.length * Long.BYTES;
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      MemorySegment content = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
      content.set(MappedKeys.INT64, 0, keys.length);
      MemorySegment.copy(keys, 0, content, MappedKeys.INT64, Long.BYTES, keys.length);
    } catch (IOException e) {
      throw OmenException.io("Cannot write " + file, e);
    }
  }

  static long[] read(Path file, boolean unsigned) {
    return MappedKeys.read(file, content -> keys(file, content, unsigned));
  }

  private static long[] keys(Path file, MemorySegment content, boolean unsigned) {
    long bytes = content.byteSize();
    if (bytes < Long.BYTES) {
      throw KeyFile.invalid(
          file, "count", "is not there: the file has " + bytes + " bytes, the count takes 8", null);
    }
    long count = content.get(MappedKeys.INT64, 0);
    KeyFile.requireAddressable(file, "count", count);
    long expected = Long.BYTES + count * Long.BYTES;
    if (bytes != expected) {
      throw KeyFile.invalid(
          file,
          "count",
          "is " + count + ", so the file should have " + expected + " bytes; it has " + bytes,
          null);
    }
    return MappedKeys.copy(content, Long.BYTES, (int) count, unsigned);
  }
}

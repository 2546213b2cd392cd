package io.omendb.server.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Measures how long a directory's disk takes to make a write durable. */
final class FsyncProbe {
  private static final int WRITES = 64;
  private static final int BYTES = 4096;
  private static final long MOST_NANOS = 1_000_000_000;

  private FsyncProbe() {}

  /** The median of up to 64 appends of 4 KiB with an fsync each, at most a second and one more. */
  static long medianNanos(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, ".omen-doctor", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
      long[] nanos = new long[WRITES];
      int count = 0;
      long begin = System.nanoTime();
      while (count < WRITES && System.nanoTime() - begin < MOST_NANOS) {
        long start = System.nanoTime();
        channel.write(buffer.clear());
        channel.force(false);
        nanos[count++] = System.nanoTime() - start;
      }
      Arrays.sort(nanos, 0, count);
      return nanos[count / 2];
    } finally {
      Files.deleteIfExists(file);
    }
  }
}

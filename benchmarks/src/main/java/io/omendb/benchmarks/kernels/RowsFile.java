package io.omendb.benchmarks.kernels;

import io.omendb.OmenException;
import io.omendb.testkit.vectors.VectorDistribution;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Random float32 rows of length one in a file, little-endian and without gaps, mapped: the same
 * pages for every kernel that reads off heap.
 *
 * @param file the file
 * @param mapped all of it
 */
record RowsFile(Path file, MemorySegment mapped, int count, int dimension) {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK_ROWS = 1_024;
  private static final long SEED = 42;

  /**
   * Writes and maps rows.
   *
   * @param directory where the file is made
   * @param bytes about how many; at least a row is written
   * @param arena what it stays mapped for
   */
  static RowsFile create(Path directory, long bytes, int dimension, Arena arena) {
    int count = Math.toIntExact(Math.max(1, bytes / rowBytes(dimension)));
    Path file = directory.resolve("rows-" + dimension + ".f32");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      for (int first = 0; first < count; first += BLOCK_ROWS) {
        int size = Math.min(BLOCK_ROWS, count - first);
        write(channel, VectorDistribution.UNIT.rows(size, dimension, SEED + first));
      }
      return new RowsFile(
          file,
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena),
          count,
          dimension);
    } catch (IOException e) {
      throw OmenException.io("Cannot write rows to " + file, e);
    }
  }

  private static void write(FileChannel channel, float[] rows) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(rows);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static long rowBytes(int dimension) {
    return (long) dimension * Float.BYTES;
  }

  long rowBytes() {
    return rowBytes(dimension);
  }

  /** What is sought: no row, of length one too. */
  float[] query() {
    return VectorDistribution.UNIT.query(dimension, SEED - 1);
  }

  /** A copy of a row. */
  float[] row(int row) {
    float[] values = new float[dimension];
    MemorySegment.copy(mapped, FLOAT, row * rowBytes(), values, 0, dimension);
    return values;
  }
}

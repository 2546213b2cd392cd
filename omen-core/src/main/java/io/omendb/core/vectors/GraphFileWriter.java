package io.omendb.core.vectors;

import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.vector.BuildMonitor;
import io.omendb.spi.vector.VectorIndexEngine;
import io.omendb.spi.vector.VectorRows;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Builds the graph over the vectors of a column and writes it as one blob. For one thread. */
public final class GraphFileWriter {
  /* Outside of these the square of a length is lost in float32, and with it the order of distances.
   * The same bounds as for codes. */
  private static final double SHORTEST = 1e-15;
  private static final double LONGEST = 1e15;

  /** Where more of the rows, as a fraction, are left out, there is no graph. */
  private static final int MOST_ODD_FRACTION = 16;

  private static final int CHUNK = 1 << 24;

  private final VectorRows rows;
  private final long[] present;
  private int[] odd = new int[16];
  private int oddRows;
  private int nodes;

  private GraphFileWriter(VectorRows rows) {
    this.rows = rows;
    this.present = new long[(rows.count() + Long.SIZE - 1) / Long.SIZE];
  }

  /**
   * Builds and writes, unless too many of the vectors, or all, cannot be in a graph.
   *
   * @param name of the blob, which does not exist yet
   * @param present whether a row has a vector; others are left out
   * @param monitor may end the build; then nothing is written
   */
  public static void write(
      StorageEngine storage,
      String name,
      VectorIndexEngine engine,
      VectorRows rows,
      IntPredicate present,
      BuildMonitor monitor) {
    GraphFileWriter writer = new GraphFileWriter(rows);
    if (!writer.choose(present)) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment body = engine.build(rows, writer.present, monitor, arena);
      byte[] head = writer.header(engine.name(), body).toBytes();
      storage.putBlob(
          name,
          channel -> {
            writeFully(channel, ByteBuffer.wrap(head));
            for (long at = 0; at < body.byteSize(); at += CHUNK) {
              long length = Math.min(CHUNK, body.byteSize() - at);
              writeFully(channel, body.asSlice(at, length).asByteBuffer());
            }
          });
    }
  }

  private GraphHeader header(String engine, MemorySegment body) {
    return new GraphHeader(
        engine,
        rows.count(),
        rows.dimension(),
        Arrays.copyOf(odd, oddRows),
        body.byteSize(),
        GraphHeader.checksum(body));
  }

  /** Decides which rows are in the graph; whether there is one. */
  private boolean choose(IntPredicate hasVector) {
    float[] vector = new float[rows.dimension()];
    for (int row = 0; row < rows.count(); row++) {
      if (!hasVector.test(row)) {
        continue;
      }
      rows.copy(row, vector);
      if (fits(vector)) {
        present[row >>> 6] |= 1L << row;
        nodes++;
      } else {
        odd = oddRows == odd.length ? Arrays.copyOf(odd, 2 * oddRows) : odd;
        odd[oddRows++] = row;
      }
    }
    return nodes > 0 && oddRows <= rows.count() / MOST_ODD_FRACTION;
  }

  private static boolean fits(float[] vector) {
    double squared = 0;
    for (float element : vector) {
      squared += (double) element * element;
    }
    double norm = Math.sqrt(squared);
    return norm >= SHORTEST && norm <= LONGEST;
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}

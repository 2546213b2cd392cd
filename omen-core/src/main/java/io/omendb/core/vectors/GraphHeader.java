package io.omendb.core.vectors;

import io.omendb.CorruptionException;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The head of a graph file.
 *
 * <pre>
 *   0          4                4 + n
 *   | int32 n  | envelope       | zeros to a multiple of 64 | what the engine wrote |
 * </pre>
 *
 * @param engine the engine that built the graph and can open it
 * @param rows rows of the segment
 * @param dimension elements of a vector
 * @param odd rows with a vector that are not in the graph, ascending
 * @param bodyBytes bytes of what the engine wrote
 * @param checksum CRC-32C of that
 */
record GraphHeader(
    String engine, int rows, int dimension, int[] odd, long bodyBytes, int checksum) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A byte buffer holds no more than an int counts. */
  private static final long CHUNK = 1 << 30;

  /** The bytes in front of the graph. */
  byte[] toBytes() {
    RecordWriter writer =
        new RecordWriter().putString(engine).putInt(rows).putInt(dimension).putInt(odd.length);
    for (int row : odd) {
      writer.putInt(row);
    }
    writer.putLong(bodyBytes).putInt(checksum);
    byte[] record = Envelope.wrap(Envelope.Kind.VECTOR_GRAPH, writer.toBytes());
    ByteBuffer bytes =
        ByteBuffer.allocate((int) CodesSection.aligned(Integer.BYTES + record.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putInt(record.length).put(record).array();
  }

  /**
   * Reads the head of a file.
   *
   * @throws CorruptionException naming the file
   */
  static GraphHeader read(String name, MemorySegment file) {
    if (file.byteSize() < Integer.BYTES) {
      throw new CorruptionException(name, 0, "only " + file.byteSize() + " bytes");
    }
    int length = file.get(INT, 0);
    if (length < 0 || length > file.byteSize() - Integer.BYTES) {
      throw new CorruptionException(name, 0, "a head of " + length + " bytes");
    }
    byte[] record = file.asSlice(Integer.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
    RecordReader reader = Envelope.unwrap(Envelope.Kind.VECTOR_GRAPH, name, record);
    String engine = reader.getString();
    int rows = reader.getInt();
    int dimension = reader.getInt();
    int[] odd = new int[reader.getCount(Integer.BYTES)];
    for (int i = 0; i < odd.length; i++) {
      odd[i] = reader.getInt();
      if (odd[i] < 0 || odd[i] >= rows) {
        throw reader.corrupt("row " + odd[i] + " of " + rows);
      }
    }
    GraphHeader header =
        new GraphHeader(engine, rows, dimension, odd, reader.getLong(), reader.getInt());
    if (!reader.atEnd()) {
      throw reader.corrupt("more than a head");
    }
    return header;
  }

  /**
   * What the engine wrote.
   *
   * @throws CorruptionException where length or checksum are wrong
   */
  MemorySegment body(String name, MemorySegment file) {
    long start = CodesSection.aligned(Integer.BYTES + (long) file.get(INT, 0));
    if (start > file.byteSize() || bodyBytes != file.byteSize() - start) {
      throw new CorruptionException(
          name, start, "%d bytes expected, %d in the file".formatted(bodyBytes, file.byteSize()));
    }
    MemorySegment body = file.asSlice(start);
    if (checksum(body) != checksum) {
      throw new CorruptionException(name, start, "the checksum of the graph is wrong");
    }
    return body;
  }

  /** CRC-32C of any number of bytes. */
  static int checksum(MemorySegment bytes) {
    CRC32C checksum = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
      long length = Math.min(CHUNK, bytes.byteSize() - at);
      checksum.update(bytes.asSlice(at, length).asByteBuffer());
    }
    return (int) checksum.getValue();
  }
}

package io.omendb.core.vectors;

import io.omendb.CorruptionException;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The head of a codes file.
 *
 * <pre>
 *   0          4                4 + n
 *   | int32 n  | envelope       | zeros to a multiple of 64 | sections, each at a multiple of 64 |
 * </pre>
 *
 * @param rows rows of the segment
 * @param dimension elements of a vector
 * @param alphas the scale of the alpha marks
 * @param betas the scale of the beta marks
 * @param leastNorm the least norm of a row with codes
 * @param greatestNorm the greatest
 * @param odd rows with a vector but without codes, ascending
 * @param checksums CRC-32C of each section
 */
record CodesHeader(
    int rows,
    int dimension,
    Marks alphas,
    Marks betas,
    float leastNorm,
    float greatestNorm,
    int[] odd,
    int[] checksums) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The bytes in front of the first section. */
  byte[] toBytes() {
    RecordWriter writer =
        new RecordWriter()
            .putInt(rows)
            .putInt(dimension)
            .putFloats(
                new float[] {
                  alphas.base(), alphas.step(), betas.base(), betas.step(), leastNorm, greatestNorm
                });
    writer.putInt(odd.length);
    for (int row : odd) {
      writer.putInt(row);
    }
    for (int checksum : checksums) {
      writer.putInt(checksum);
    }
    byte[] record = Envelope.wrap(Envelope.Kind.VECTOR_CODES, writer.toBytes());
    byte[] bytes = new byte[(int) CodesSection.aligned(Integer.BYTES + record.length)];
    MemorySegment segment = MemorySegment.ofArray(bytes);
    segment.set(INT, 0, record.length);
    MemorySegment.copy(record, 0, segment, ValueLayout.JAVA_BYTE, Integer.BYTES, record.length);
    return bytes;
  }

  /** Where the envelope ends. */
  static long recordEnd(MemorySegment file) {
    return Integer.BYTES + (long) file.get(INT, 0);
  }

  /** Where the first section begins. */
  static long end(MemorySegment file) {
    return CodesSection.aligned(recordEnd(file));
  }

  /**
   * Reads the head of a file.
   *
   * @throws CorruptionException naming the file
   */
  static CodesHeader read(String name, MemorySegment file) {
    if (file.byteSize() < Integer.BYTES) {
      throw new CorruptionException(name, 0, "only " + file.byteSize() + " bytes");
    }
    int length = file.get(INT, 0);
    if (length < 0 || length > file.byteSize() - Integer.BYTES) {
      throw new CorruptionException(name, 0, "a head of " + length + " bytes");
    }
    byte[] record = file.asSlice(Integer.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
    RecordReader reader = Envelope.unwrap(Envelope.Kind.VECTOR_CODES, name, record);
    int rows = reader.getInt();
    int dimension = reader.getInt();
    float[] scales = reader.getFloats();
    int[] odd = new int[reader.getCount(Integer.BYTES)];
    for (int i = 0; i < odd.length; i++) {
      odd[i] = reader.getInt();
    }
    int[] checksums = new int[CodesSection.values().length];
    for (int i = 0; i < checksums.length; i++) {
      checksums[i] = reader.getInt();
    }
    if (scales.length != 6 || !reader.atEnd()) {
      throw reader.corrupt("more or less than a head");
    }
    return new CodesHeader(
        rows,
        dimension,
        new Marks(scales[0], scales[1]),
        new Marks(scales[2], scales[3]),
        scales[4],
        scales[5],
        odd,
        checksums);
  }
}

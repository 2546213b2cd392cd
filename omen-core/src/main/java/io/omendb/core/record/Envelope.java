package io.omendb.core.record;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What every record of OmenDB is wrapped in.
 *
 * <pre>
 *   0        4      5         6          8          8 + n    8 + n + 4
 *   | magic  | kind | version | reserved | payload  | CRC-32C |
 *   | 'OMEN' | u8   | u8      | 0        | n bytes  | of all before it, little-endian |
 * </pre>
 */
public final class Envelope {
  /** What a record holds. The ids are written into files and never change. */
  public enum Kind {
    /** The database itself. */
    DATABASE(1),
    /** One collection: id, name, schema. */
    COLLECTION(2),
    /** One manifest. */
    MANIFEST(3),
    /** A ref: the number of a manifest. */
    REF(4),
    /** One commit. */
    COMMIT(5),
    /** A trained index: engine name and its bytes. */
    INDEX(6),
    /** What a backup holds. */
    BACKUP(7),
    /** The short forms of vectors, see io.omendb.core.vectors. */
    VECTOR_CODES(8),
    /** The graph over vectors, see io.omendb.core.vectors. */
    VECTOR_GRAPH(9),
    /** Ids of requests that were committed. */
    REQUESTS(10);

    private final int id;

    Kind(int id) {
      this.id = id;
    }
  }

  /** The version of all records that this build writes, and the newest it reads. */
  public static final int VERSION = 1;

  private static final int MAGIC = 'O' | 'M' << 8 | 'E' << 16 | 'N' << 24;
  private static final int HEADER_BYTES = 8;
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  private Envelope() {}

  /** The record around a payload. */
  public static byte[] wrap(Kind kind, byte[] payload) {
    ByteBuffer record =
        ByteBuffer.allocate(HEADER_BYTES + payload.length + CHECKSUM_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(MAGIC).put((byte) kind.id).put((byte) VERSION).putShort((short) 0).put(payload);
    return record.putInt(checksum(record.array(), record.position())).array();
  }

  /**
   * A reader of the payload of a record.
   *
   * @param name what the record is, for errors
   * @throws CorruptionException where magic, kind or checksum are wrong
   * @throws OmenException {@link ErrorCode#UNSUPPORTED_FORMAT} where a newer version wrote it
   */
  public static RecordReader unwrap(Kind kind, String name, byte[] record) {
    int end = record.length - CHECKSUM_BYTES;
    if (end < HEADER_BYTES) {
      throw new CorruptionException(name, 0, "only " + record.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    int stored = buffer.getInt(end);
    int actual = checksum(record, end);
    if (stored != actual) {
      throw new CorruptionException(
          name, end, "checksum %08x expected, %08x found".formatted(stored, actual));
    }
    if (buffer.getInt(0) != MAGIC || buffer.get(4) != kind.id) {
      throw new CorruptionException(name, 0, "not a record of kind " + kind);
    }
    if (buffer.get(5) != VERSION) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          name + " has format version " + buffer.get(5) + ", this build reads version " + VERSION,
          "open it with the release of OmenDB that wrote it");
    }
    return new RecordReader(name, buffer.slice(HEADER_BYTES, end - HEADER_BYTES));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}

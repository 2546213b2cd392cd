package io.omendb.storage.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.omendb.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Layout of the file {@code OMENDB}, little-endian. Magic, version and the place of the checksum
 * are the same in every version, so that any version can tell damage from a newer format.
 *
 * <pre>
 *    0  magic          8 bytes "OMENDB\r\n"
 *    8  version        int32
 *   12  engineLength   int32
 *   16  engine         US-ASCII, name of the storage engine
 *  end  checksum       int32, CRC32C of all before it
 * </pre>
 */
final class IdentityDescriptor {
  static final byte[] MAGIC = "OMENDB\r\n".getBytes(US_ASCII);
  static final int VERSION = 1;

  static final int VERSION_OFFSET = 8;
  static final int ENGINE_LENGTH_OFFSET = 12;
  static final int ENGINE_OFFSET = 16;
  static final int CHECKSUM_BYTES = 4;

  private IdentityDescriptor() {}

  static byte[] encode(int version, String engine) {
    byte[] name = engine.getBytes(US_ASCII);
    byte[] content = new byte[ENGINE_OFFSET + name.length + CHECKSUM_BYTES];
    ByteBuffer buffer = littleEndian(content);
    buffer.put(MAGIC).putInt(version).putInt(name.length).put(name);
    buffer.putInt(checksum(content));
    return content;
  }

  /** Checks magic and checksum, which hold in every version, and returns the version. */
  static int decodeVersion(byte[] content, String file) {
    if (content.length < ENGINE_OFFSET + CHECKSUM_BYTES) {
      throw new CorruptionException(
          file,
          content.length,
          "the file ends here; at least " + (ENGINE_OFFSET + CHECKSUM_BYTES) + " bytes expected");
    }
    if (!Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new CorruptionException(file, 0, "the magic bytes of a data directory are not there");
    }
    int checksumOffset = content.length - CHECKSUM_BYTES;
    int stored = littleEndian(content).getInt(checksumOffset);
    int computed = checksum(content);
    if (stored != computed) {
      throw new CorruptionException(
          file,
          checksumOffset,
          String.format("checksum %08x stored, %08x computed", stored, computed));
    }
    return littleEndian(content).getInt(VERSION_OFFSET);
  }

  /** The engine's name, of content that passed {@link #decodeVersion} as {@link #VERSION}. */
  static String decodeEngine(byte[] content, String file) {
    int length = littleEndian(content).getInt(ENGINE_LENGTH_OFFSET);
    if (length != content.length - ENGINE_OFFSET - CHECKSUM_BYTES) {
      throw new CorruptionException(
          file, ENGINE_LENGTH_OFFSET, "length " + length + " of the engine's name is wrong");
    }
    return new String(content, ENGINE_OFFSET, length, US_ASCII);
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content, 0, content.length - CHECKSUM_BYTES);
    return (int) crc.getValue();
  }

  private static ByteBuffer littleEndian(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }
}

package io.omendb.storage.rocksdb;

import io.omendb.CorruptionException;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The records of the manifest that RocksDB is about to read. One whose type says that its file is
 * used again, which only logs are, has RocksDB 10 read the same place for ever: a single wrong bit
 * makes it so. Every other damage it notices itself.
 *
 * <p>A manifest is blocks of 32 KiB with records of a checksum, a length, a type and content; none
 * begins in the last 6 bytes of a block. (RocksDB wiki, "Write Ahead Log File Format".)
 */
final class ManifestRecords {
  private static final int BLOCK_BYTES = 32 << 10;
  private static final int LENGTH_AT = Integer.BYTES;
  private static final int TYPE_AT = LENGTH_AT + Short.BYTES;
  private static final int HEADER_BYTES = TYPE_AT + 1;

  private ManifestRecords() {}

  /**
   * Looks at the manifest that {@code CURRENT} names; one that is not there is for RocksDB to
   * report.
   *
   * @throws CorruptionException naming the file and the place of the type
   */
  static void check(Path directory) {
    try {
      String name = Files.readString(directory.resolve("CURRENT"), StandardCharsets.ISO_8859_1);
      if (!name.startsWith("MANIFEST-") || !name.endsWith("\n")) {
        return;
      }
      Path manifest = directory.resolve(name.strip());
      check(manifest, ByteBuffer.wrap(Files.readAllBytes(manifest)));
    } catch (NoSuchFileException e) {
      // RocksDB says which.
    } catch (IOException e) {
      throw OmenException.io("read the manifest of " + directory, e);
    }
  }

  private static void check(Path manifest, ByteBuffer content) {
    content.order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + HEADER_BYTES <= content.limit()) {
      int leftInBlock = BLOCK_BYTES - at % BLOCK_BYTES;
      if (leftInBlock < HEADER_BYTES) {
        at += leftInBlock;
        continue;
      }
      int type = Byte.toUnsignedInt(content.get(at + TYPE_AT));
      if (isOfReusedFile(type)) {
        throw new CorruptionException(
            manifest.toString(),
            at + TYPE_AT,
            "a record of type " + type + ", which no manifest has");
      }
      at += HEADER_BYTES + Short.toUnsignedInt(content.getShort(at + LENGTH_AT));
    }
  }

  /** Full, first, middle and last, and the two for the size of timestamps. */
  private static boolean isOfReusedFile(int type) {
    return (type >= 5 && type <= 8) || type == 11;
  }
}

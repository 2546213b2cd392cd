package io.omendb.storage.rocksdb;

import io.omendb.CorruptionException;
import io.omendb.OmenException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The records of the manifests and logs that RocksDB is about to read. Their type may say that the
 * file is used again, which none of ours is; a single wrong bit says so, too, and has RocksDB 11
 * read the same place for ever. Every other damage it notices itself.
 *
 * <p>A file is blocks of 32 KiB with records of a checksum, a length, a type and content; none
 * begins in the last 6 bytes of a block. (RocksDB wiki, "Write Ahead Log File Format".)
 */
final class LogRecords {
  private static final int BLOCK_BYTES = 32 << 10;
  private static final int LENGTH_AT = Integer.BYTES;
  private static final int TYPE_AT = LENGTH_AT + Short.BYTES;
  private static final int HEADER_BYTES = TYPE_AT + 1;

  private static final ValueLayout.OfShort LENGTH =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private LogRecords() {}

  /**
   * Looks at all of them in a directory.
   *
   * @throws CorruptionException naming the file and the place of the type
   */
  static void check(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "{MANIFEST-*,*.log}")) {
      for (Path file : files) {
        checkFile(file);
      }
    } catch (IOException e) {
      throw OmenException.io("read the logs in " + directory, e);
    }
  }

  private static void checkFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      check(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (NoSuchFileException e) {
      // Another process that may remove it has the database; what that means is said elsewhere.
    }
  }

  private static void check(Path file, MemorySegment content) {
    long at = 0;
    while (at + HEADER_BYTES <= content.byteSize()) {
      long leftInBlock = BLOCK_BYTES - at % BLOCK_BYTES;
      if (leftInBlock < HEADER_BYTES) {
        at += leftInBlock;
        continue;
      }
      int type = Byte.toUnsignedInt(content.get(ValueLayout.JAVA_BYTE, at + TYPE_AT));
      if (isOfReusedFile(type)) {
        throw new CorruptionException(
            file.toString(), at + TYPE_AT, "a record of type " + type + " is never written");
      }
      at += HEADER_BYTES + Short.toUnsignedInt(content.get(LENGTH, at + LENGTH_AT));
    }
  }

  /** Full, first, middle and last; the size of timestamps; what is known of the log before. */
  private static boolean isOfReusedFile(int type) {
    return (type >= 5 && type <= 8) || type == 11 || type == 131;
  }
}

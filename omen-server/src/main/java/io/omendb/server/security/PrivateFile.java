package io.omendb.server.security;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that nobody but their owner may read. */
final class PrivateFile {
  private PrivateFile() {}

  /**
   * Puts a text in the place of a file's, so that whoever reads sees the old or the new one, also
   * after a crash; mode 0600 from the first byte on.
   */
  static void replace(Path file, String text) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file; // a link stays one
      Path unfinished = Files.createTempFile(target.getParent(), ".omen-", ".new", ownerOnly());
      boolean moved = false;
      try {
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(
            unfinished,
            target,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        moved = true;
      } finally {
        if (!moved) {
          Files.deleteIfExists(unfinished);
        }
      }
      try (FileChannel directory = FileChannel.open(target.getParent())) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw OmenException.io("Cannot write " + file, e);
    }
  }

  /** Makes the directories above a file, where they are missing. */
  static void makeParent(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw OmenException.io("Cannot make the directory of " + file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}

package io.omendb.storage.directory;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that makes a directory a database: it names the engine and the format version that wrote
 * it. Written last at creation, so a directory that has it was created completely.
 */
final class IdentityFile {
  static final String NAME = "OMENDB";
  static final String TEMPORARY_NAME = ".tmp-OMENDB";

  private IdentityFile() {}

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(NAME));
  }

  static void write(Path directory, String engine) {
    byte[] content = IdentityDescriptor.encode(IdentityDescriptor.VERSION, engine);
    try {
      DurableFiles.writeAtomically(directory, NAME, TEMPORARY_NAME, content);
    } catch (IOException e) {
      throw FileErrors.failed("write " + directory.resolve(NAME), e);
    }
  }

  /**
   * @throws OmenException {@link ErrorCode#UNSUPPORTED_FORMAT} where another engine or a newer
   *     version wrote the directory, {@link ErrorCode#CORRUPTION} where the file is damaged
   */
  static void check(Path directory, String engine) {
    Path file = directory.resolve(NAME);
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileErrors.failed("read " + file, e);
    }
    int version = IdentityDescriptor.decodeVersion(content, file.toString());
    if (version != IdentityDescriptor.VERSION) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          "database "
              + directory
              + " has format version "
              + version
              + "; this build supports "
              + IdentityDescriptor.VERSION,
          "open it with the version of OmenDB that wrote it");
    }
    String found = IdentityDescriptor.decodeEngine(content, file.toString());
    if (!found.equals(engine)) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          "database "
              + directory
              + " was written by storage engine '"
              + found
              + "', not by '"
              + engine
              + "'",
          "set storage.engine to " + found);
    }
  }
}

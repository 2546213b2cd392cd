package io.omendb.benchmarks.report;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there as a whole or not at all. */
final class WholeFile {
  private WholeFile() {}

  /** Writes text in place of what the file held, and the directories that it is in. */
  static void write(Path file, CharSequence text) {
    try {
      Path whole = file.toAbsolutePath();
      Files.createDirectories(whole.getParent());
      Path unfinished = whole.resolveSibling(whole.getFileName() + ".tmp");
      Files.writeString(unfinished, text);
      Files.move(
          unfinished, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw OmenException.io("Cannot write " + file, e);
    }
  }
}

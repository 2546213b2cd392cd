package io.omendb.benchmarks.nearest;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Bytes of files. */
final class DirectorySize {
  private DirectorySize() {}

  /** Bytes of all files below a directory. */
  static long of(Path directory) {
    return of(directory, name -> true);
  }

  /** Bytes of the files below a directory whose names pass. */
  static long of(Path directory, Predicate<String> names) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> files =
          tree.filter(Files::isRegularFile)
              .filter(file -> names.test(file.getFileName().toString()))
              .toList();
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw OmenException.io("Cannot measure " + directory, e);
    }
  }
}

package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory for what is measured, removed at the end, also where the process is told to end. */
final class BenchData implements AutoCloseable {
  private static final String PREFIX = "omen-bench-";
  private static final int MAX_VALUE_BYTES = 1 << 20;

  private final Path path;
  private final Thread hook = new Thread(this::removeQuietly, "remove-benchmark-data");

  private BenchData(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * A new directory.
   *
   * @param parent where it is made; null for the directory of temporary files
   */
  static BenchData in(@Nullable Path parent) {
    try {
      return new BenchData(
          parent == null
              ? Files.createTempDirectory(PREFIX)
              : Files.createTempDirectory(
                  Files.createDirectories(parent.toAbsolutePath()), PREFIX));
    } catch (IOException e) {
      throw OmenException.io("Cannot make a directory for the data", e);
    }
  }

  Path path() {
    return path;
  }

  /** Refuses a length that no store is measured with. */
  static void requireValueBytes(int valueBytes) {
    if (valueBytes < 1 || valueBytes > MAX_VALUE_BYTES) {
      throw OmenException.invalid(
          "value-bytes",
          "--value-bytes is " + valueBytes + ", must be in 1.." + MAX_VALUE_BYTES,
          null);
    }
  }

  @Override
  public void close() {
    try {
      remove();
    } catch (IOException e) {
      throw OmenException.io("Cannot remove " + path, e);
    }
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Best effort: the process ends. */
  private void removeQuietly() {
    try {
      remove();
    } catch (IOException e) {
      System.getLogger(BenchData.class.getName())
          .log(System.Logger.Level.DEBUG, "Cannot remove " + path, e);
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException e) {
      // Gone.
    }
  }
}

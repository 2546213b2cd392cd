package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.keys.KeySet;
import io.omendb.benchmarks.keys.KeySource;
import io.omendb.benchmarks.keys.KeySource.Stored;
import io.omendb.benchmarks.keys.SosdFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the forks of JMH, dozens of them, get the keys: from the same source, or where that would
 * have to be parsed or sorted each time from a copy, which is gone when this is closed.
 */
final class ForkKeys implements AutoCloseable {
  private final KeySource source;
  private final @Nullable Path copy;

  private ForkKeys(KeySource source, @Nullable Path copy) {
    this.source = source;
    this.copy = copy;
  }

  static ForkKeys of(KeySource source, KeySet keys) {
    if (keys.quick()) {
      return new ForkKeys(source, null);
    }
    try {
      Path copy = Files.createTempDirectory("omen-keys").resolve("sorted" + SosdFile.SIGNED);
      ForkKeys forkKeys = new ForkKeys(new Stored(copy, "key"), copy);
      try {
        SosdFile.write(copy, keys.keys());
      } catch (RuntimeException e) {
        forkKeys.close();
        throw e;
      }
      return forkKeys;
    } catch (IOException e) {
      throw OmenException.io("Cannot keep a sorted copy of the keys", e);
    }
  }

  /** The value of the benchmarks' parameter. */
  String text() {
    return source.text();
  }

  @Override
  public void close() {
    if (copy == null) {
      return;
    }
    try {
      Files.deleteIfExists(copy);
      Path directory = copy.getParent();
      if (directory != null) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      throw OmenException.io("Cannot remove " + copy, e);
    }
  }
}

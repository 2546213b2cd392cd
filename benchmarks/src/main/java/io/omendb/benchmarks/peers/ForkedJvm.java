package io.omendb.benchmarks.peers;

import io.omendb.server.values.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a process does that {@link JvmFork} started. */
public final class ForkedJvm {
  private ForkedJvm() {}

  /** Ends this process when its standard input does, so that it does not outlive its parent. */
  public static void endWithParent() {
    Thread.ofPlatform().daemon().name("parent-watch").start(ForkedJvm::awaitParent);
  }

  /** Adds a result to a file, a line of JSON. */
  public static void append(Path results, Map<String, @Nullable Object> fields) {
    try {
      Files.writeString(
          results,
          JsonWriter.write(fields) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent writes nothing.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(1);
  }
}

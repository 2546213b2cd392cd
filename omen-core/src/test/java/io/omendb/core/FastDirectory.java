package io.omendb.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary directories in memory where the system has such a place. For tests that open a database
 * hundreds of times and are not about the disk: each open costs a dozen fsyncs.
 */
public final class FastDirectory implements TempDirFactory {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /** For JUnit. */
  public FastDirectory() {}

  /** A new directory; whoever asks removes it. */
  static Path create() throws IOException {
    return Files.isWritable(SHARED_MEMORY)
        ? Files.createTempDirectory(SHARED_MEMORY, "omendb-test-")
        : Files.createTempDirectory("omendb-test-");
  }

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return create();
  }
}

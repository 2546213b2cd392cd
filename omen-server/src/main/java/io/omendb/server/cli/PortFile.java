package io.omendb.server.cli;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Tells whoever started a server where it listens. */
final class PortFile {
  private PortFile() {}

  /** Writes {@code {"grpc":PORT}} so that nobody can read half of it. */
  static void write(Path file, int grpcPort) {
    Path target = file.toAbsolutePath();
    try {
      Path unfinished = Files.createTempFile(target.getParent(), ".omen-port", null);
      Files.writeString(unfinished, "{\"grpc\":" + grpcPort + "}\n");
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw OmenException.io("Cannot write the port file " + file, e);
    }
  }
}

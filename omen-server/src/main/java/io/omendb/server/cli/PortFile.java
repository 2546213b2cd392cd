package io.omendb.server.cli;

import io.omendb.OmenException;
import io.omendb.server.values.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Tells whoever started a server where it listens. */
final class PortFile {
  private PortFile() {}

  /**
   * Writes {@code {"grpc":PORT,"http":PORT}} so that nobody can read half of it.
   *
   * @param ports by protocol, in the order they are written
   */
  static void write(Path file, Map<String, Integer> ports) {
    Path target = file.toAbsolutePath();
    try {
      Path unfinished = Files.createTempFile(target.getParent(), ".omen-port", null);
      Files.writeString(unfinished, JsonWriter.write(ports) + "\n");
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw OmenException.io("Cannot write the port file " + file, e);
    }
  }
}

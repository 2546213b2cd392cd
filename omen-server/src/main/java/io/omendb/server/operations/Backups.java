package io.omendb.server.operations;

import io.omendb.Database;
import io.omendb.OmenException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Backups that clients ask for, written on the machine of the server. */
public final class Backups {
  private static final String FIELD = "directory";

  private Backups() {}

  /**
   * Starts one.
   *
   * @param directory as the client gives it
   * @throws OmenException as {@link #directory} and {@link Operations#start}
   */
  public static Operation start(Operations operations, Database database, String directory) {
    Path target = directory(directory);
    return operations.start(
        Operation.Kind.BACKUP, directory, progress -> database.backup(target, progress));
  }

  /**
   * The directory that a client names. The working directory of the server is not its concern, so
   * it has to be absolute.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where it is none
   */
  public static Path directory(String text) {
    if (text.isEmpty()) {
      throw OmenException.invalid(FIELD, FIELD + " is required", null);
    }
    try {
      Path directory = Path.of(text);
      if (directory.isAbsolute()) {
        return directory;
      }
    } catch (InvalidPathException e) {
      throw OmenException.invalid(FIELD, FIELD + " is not a path: " + e.getReason(), null);
    }
    throw OmenException.invalid(
        FIELD,
        FIELD + " is '" + text + "', which is relative",
        "give an absolute path on the server's machine");
  }
}

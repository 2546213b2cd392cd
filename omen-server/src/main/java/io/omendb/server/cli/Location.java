package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Opens what {@code --db} and {@code --url} name. */
final class Location {
  /** What to do about a directory without a database. */
  enum Absent {
    /** Make a new database there. */
    CREATE,
    /** Fail, and leave the place as it is. */
    FAIL
  }

  static final Path DEFAULT_DIRECTORY = Path.of("omendb-data");

  private Location() {}

  static Database openDirectory(Path directory, Absent absent, DatabaseOptions options) {
    if (absent == Absent.FAIL && !holdsDatabase(directory)) {
      throw new OmenException(
          ErrorCode.LOCATION_NOT_FOUND,
          "No database at " + directory.toAbsolutePath().normalize(),
          "db",
          "name its directory with --db, or make one with 'omen create'",
          null);
    }
    return Database.open("file:" + directory, options);
  }

  static Database openServer(String address) {
    return Database.open("grpc://" + address);
  }

  private static boolean holdsDatabase(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + directory, e);
    }
  }
}

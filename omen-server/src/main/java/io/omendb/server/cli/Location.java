package io.omendb.server.cli;

import io.omendb.ConnectionOptions;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what {@code --db} and {@code --url} name. */
final class Location {
  /** What to do about a directory without a database. */
  enum Absent {
    /** Make a new database there. */
    CREATE,
    /** Fail, and leave the place as it is. */
    FAIL
  }

  /** The file that every data directory has; see docs/file-format.md. */
  private static final String IDENTITY_FILE = "OMENDB";

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
    if (options.explicit().containsKey(DatabaseOptions.Key.COMPUTE_ENGINE)) {
      VectorModule.load(); // it may be the one that is asked for
    }
    return Database.open("file:" + directory, options);
  }

  /**
   * Opens a server.
   *
   * @param address {@code HOST:PORT}, or with {@code grpc://} or {@code grpcs://} before it
   */
  static Database openServer(String address, ConnectionOptions connection) {
    String uri = address;
    if (!address.startsWith("grpc://") && !address.startsWith("grpcs://")) {
      uri = (connection.hasTls() ? "grpcs://" : "grpc://") + address;
    }
    return Database.open(uri, DatabaseOptions.defaults().with(connection));
  }

  private static boolean holdsDatabase(Path directory) {
    return Files.isRegularFile(directory.resolve(IDENTITY_FILE));
  }
}

package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.OmenException;
import io.omendb.server.client.ServerFiles;

/** What {@code --on-server} of import and export needs. */
final class OnServer {
  private OnServer() {}

  /** The files of the server that was connected to. */
  static ServerFiles files(Database database) {
    if (database instanceof ServerFiles files) {
      return files;
    }
    throw OmenException.invalid(
        "--on-server", "--on-server needs a server", "name it with --url, or leave this out");
  }
}

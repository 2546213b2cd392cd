package io.omendb.server.transfer;

import java.nio.file.Path;

/**
 * A file that is read or written.
 *
 * @param path where it is
 * @param name what it is called in messages: a server does not tell where its directories are
 */
public record TransferFile(Path path, String name) {
  /** A file that is called by its path. */
  public static TransferFile of(Path path) {
    return new TransferFile(path, path.toString());
  }
}

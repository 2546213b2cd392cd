package io.omendb.server.transfer;

import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.security.SecuritySettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a server from which clients may import and into which they may export, {@code
 * server.transfer-dir}. Clients name files relative to it and reach nothing else: not by an
 * absolute path, not by {@code ..}, not over a link that leads out. Immutable.
 *
 * <p>Names are checked when an operation is started. Who may make links in the directory while one
 * runs is who may write there as a user of the machine.
 */
public final class TransferDirectory {
  private static final String FIELD = "file";
  private static final int MAX_NAME_LENGTH = 1_000;

  /** Without links; null where there is none. */
  private final @Nullable Path root;

  private TransferDirectory(@Nullable Path root) {
    this.root = root;
  }

  /**
   * The directory that is set.
   *
   * @param directory null for none
   * @param database the URI of the database that the server serves: its files are out of bounds
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} naming the setting, where it is no
   *     directory, or overlaps that of the database
   */
  public static TransferDirectory open(@Nullable Path directory, String database) {
    if (directory == null) {
      return new TransferDirectory(null);
    }
    try {
      Path root = directory.toRealPath();
      Path data = SecuritySettings.dataDirectory(database).orElse(null);
      if (!Files.isDirectory(root)) {
        throw unfit(directory, "is no directory", "make it");
      }
      if (data != null) {
        Path real = data.toRealPath();
        if (real.startsWith(root) || root.startsWith(real)) {
          throw unfit(directory, "overlaps the data directory", "choose one beside it");
        }
      }
      return new TransferDirectory(root);
    } catch (NoSuchFileException e) {
      throw unfit(directory, "is not there", "make it");
    } catch (IOException e) {
      throw OmenException.io("Cannot use " + directory + " of " + ServerKey.TRANSFER_DIR.text(), e);
    }
  }

  private static OmenException unfit(Path directory, String what, String remedy) {
    String setting = ServerKey.TRANSFER_DIR.text();
    return OmenException.invalid(setting, setting + " is " + directory + ", which " + what, remedy);
  }

  /**
   * A file to read.
   *
   * @param name as the client gives it, relative to the directory
   * @throws OmenException {@link ErrorCode#UNSUPPORTED} where there is no directory, {@link
   *     ErrorCode#INVALID_ARGUMENT} for a name that leads out of it or to no file, {@link
   *     ErrorCode#LOCATION_NOT_FOUND} where nothing is there
   */
  public TransferFile source(String name) {
    Path file = real(resolve(name), name);
    if (!Files.isRegularFile(file)) {
      throw noFile(name);
    }
    return new TransferFile(file, name);
  }

  /**
   * A file to write, which need not be there; its directory must.
   *
   * @param name as the client gives it, relative to the directory
   * @throws OmenException as {@link #source}
   */
  public TransferFile target(String name) {
    Path asked = resolve(name);
    Path file = real(asked.resolveSibling("."), name).resolve(asked.getFileName());
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw noFile(name);
    }
    return new TransferFile(file, name);
  }

  /** The path that a name means, links not followed. */
  private Path resolve(String name) {
    if (root == null) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED,
          "This server reads and writes no files for its clients",
          FIELD,
          "set " + ServerKey.TRANSFER_DIR.text() + " of the server to a directory for them",
          null);
    }
    if (name.isEmpty()) {
      throw OmenException.invalid(FIELD, FIELD + " is required", null);
    }
    if (name.length() > MAX_NAME_LENGTH) {
      throw invalid(name, "is longer than " + MAX_NAME_LENGTH + " characters");
    }
    try {
      Path path = Path.of(name);
      if (path.isAbsolute()) {
        throw invalid(name, "is absolute");
      }
      for (Path part : path) {
        if (part.toString().equals("..")) {
          throw invalid(name, "has '..' in it");
        }
      }
      Path file = root.resolve(path).normalize();
      if (file.equals(root)) {
        throw noFile(name);
      }
      return file;
    } catch (InvalidPathException e) {
      throw invalid(name, "is no path");
    }
  }

  /** Where a path leads, over all links. */
  private Path real(Path path, String name) {
    try {
      Path real = path.toRealPath();
      if (root == null || !real.startsWith(root)) {
        throw invalid(name, "leads out of the directory");
      }
      return real;
    } catch (NoSuchFileException e) {
      throw new OmenException(
          ErrorCode.LOCATION_NOT_FOUND,
          "Nothing is at '" + Names.printable(name) + "' of " + ServerKey.TRANSFER_DIR.text(),
          FIELD,
          "give a path relative to that directory of the server",
          e);
    } catch (FileSystemException e) { // too many links, too long, a file where a directory must be
      throw invalid(name, "cannot be reached");
    } catch (IOException e) {
      throw OmenException.io("Cannot reach '" + Names.printable(name) + "'", e);
    }
  }

  private static OmenException noFile(String name) {
    return invalid(name, "is no regular file");
  }

  private static OmenException invalid(String name, String what) {
    return OmenException.invalid(
        FIELD,
        FIELD + " is '" + Names.printable(name) + "', which " + what,
        "give the name of a file in " + ServerKey.TRANSFER_DIR.text() + " of the server");
  }
}

package io.omendb;

import io.omendb.spi.EngineRegistry;
import java.nio.file.Path;
import java.util.List;

/**
 * One data location with its collections. Safe for concurrent use; one handle per location and
 * process.
 *
 * <p>Locations are URIs: {@code file:DIRECTORY} is durable, {@code memory:} is private to the
 * handle and gone when it is closed, {@code memory:NAME} lives as long as the process.
 */
public interface Database extends AutoCloseable {
  /** Opens a location with default options, creating it where it is not there yet. */
  static Database open(String uri) {
    return open(uri, DatabaseOptions.defaults());
  }

  /**
   * Opens a location, creating it where it is not there yet.
   *
   * @throws OmenException {@link ErrorCode#DATABASE_LOCKED} naming the process that has it open,
   *     {@link ErrorCode#UNSUPPORTED_FORMAT}, {@link ErrorCode#CORRUPTION} naming the file, {@link
   *     ErrorCode#ENGINE_NOT_FOUND} listing the engines there are
   */
  static Database open(String uri, DatabaseOptions options) {
    return EngineRegistry.get().openDatabase(uri, options);
  }

  /** The location. */
  String uri();

  /**
   * Creates an empty collection.
   *
   * @param name matches {@code [a-z][a-z0-9_]{0,62}}
   * @throws OmenException {@link ErrorCode#COLLECTION_EXISTS}, {@link ErrorCode#INVALID_NAME}
   */
  Collection createCollection(String name, Schema schema);

  /**
   * The collection of that name.
   *
   * @throws OmenException {@link ErrorCode#COLLECTION_NOT_FOUND} listing those there are
   */
  Collection collection(String name);

  /** The names of all collections, sorted. */
  List<String> listCollections();

  /**
   * Removes a collection and all its rows.
   *
   * @throws OmenException {@link ErrorCode#COLLECTION_NOT_FOUND}
   */
  void dropCollection(String name);

  /**
   * Copies the database, while it is in use, into a directory that becomes a backup: a database
   * directory of its own with a list of checksums, which {@code omen backup verify} and {@code omen
   * backup restore} read. Of each collection it holds all commits up to one and none after it; that
   * one is at least the last that was acknowledged before the call. Writers and readers go on.
   *
   * @param directory not there yet, or empty; on a server a path of the server's machine
   * @return what was written, durably
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} where something is there, {@link
   *     ErrorCode#DISK_FULL}, {@link ErrorCode#IO_ERROR}, {@link ErrorCode#CANCELLED} by {@link
   *     Cancellation}; what was written until then is no backup and may be removed
   */
  default BackupSummary backup(Path directory) {
    return backup(directory, BackupProgress.NONE);
  }

  /**
   * The same, saying how far it is.
   *
   * @param progress told at every 8 MiB or so
   */
  BackupSummary backup(Path directory, BackupProgress progress);

  /** The engines in use. */
  EngineNames engines();

  /** Waits for running work and releases the location. Idempotent. What was acknowledged stays. */
  @Override
  void close();
}

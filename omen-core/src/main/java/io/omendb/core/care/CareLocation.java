package io.omendb.core.care;

import io.omendb.CorruptionException;
import io.omendb.DatabaseOptions;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageEngineProvider;
import java.nio.file.Path;

/**
 * Where a database is and with which options it is opened.
 *
 * @param directory the data directory
 * @param options of the database; the storage and the index engine matter
 */
public record CareLocation(Path directory, DatabaseOptions options) {
  /**
   * Opens the storage as it was left, and locks it.
   *
   * @throws CorruptionException where the storage itself cannot be opened
   */
  StorageEngine openReadOnly() {
    return provider().openReadOnly(text());
  }

  /** Opens the storage for changes, creating it where it is not there; locks it. */
  StorageEngine open() {
    return provider().open(text());
  }

  private StorageEngineProvider provider() {
    return EngineRegistry.get().storage().select(options.get(DatabaseOptions.Key.STORAGE_ENGINE));
  }

  private String text() {
    return directory.toAbsolutePath().normalize().toString();
  }
}

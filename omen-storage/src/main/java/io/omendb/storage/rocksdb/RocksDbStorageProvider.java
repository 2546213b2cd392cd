package io.omendb.storage.rocksdb;

import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageEngineProvider;
import io.omendb.storage.directory.DataDirectory;
import java.util.Optional;

/** Opens directories kept by RocksDB. */
public final class RocksDbStorageProvider implements StorageEngineProvider {
  static final String NAME = "rocksdb";

  private static final int PRIORITY = 100;

  /** For {@code ServiceLoader}. */
  public RocksDbStorageProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> unavailableReason() {
    return RocksDbLibrary.unavailableReason();
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public boolean durable() {
    return true;
  }

  @Override
  public StorageEngine open(String location) {
    return RocksDbStorageEngine.open(location, null);
  }

  @Override
  public StorageEngine openReadOnly(String location) {
    return RocksDbStorageEngine.openReadOnly(location);
  }

  @Override
  public Optional<String> holder(String location) {
    return DataDirectory.holder(location);
  }
}

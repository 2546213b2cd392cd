package io.omendb.spi.storage;

/**
 * The key-value space as it was at one moment. Safe for concurrent use; close before the engine.
 */
public interface StorageSnapshot extends StorageReader, AutoCloseable {
  @Override
  void close();
}

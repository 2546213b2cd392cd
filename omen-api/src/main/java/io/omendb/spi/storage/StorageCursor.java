package io.omendb.spi.storage;

/**
 * A position in a scan, before the first entry at the start. For one thread. Must be closed before
 * the engine is.
 */
public interface StorageCursor extends AutoCloseable {
  /** Moves to the next entry; false at the end. */
  boolean next();

  /** The present entry's key, a copy. */
  byte[] key();

  /** The present entry's value, a copy. */
  byte[] value();

  @Override
  void close();
}

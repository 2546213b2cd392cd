package io.omendb.spi.storage;

import org.jspecify.annotations.Nullable;

/** Reads of ordered keys. Keys compare as unsigned bytes, shorter first. */
public interface StorageReader {
  /** The value of a key, a copy; null where there is none. */
  byte @Nullable [] get(byte[] key);

  /**
   * The entries with {@code from <= key < to} in ascending order, read lazily from the state at the
   * moment of the call; the caller closes the cursor.
   *
   * @param to null for no upper bound
   */
  StorageCursor scan(byte[] from, byte @Nullable [] to);
}

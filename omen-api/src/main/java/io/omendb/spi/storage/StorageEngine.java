package io.omendb.spi.storage;

import io.omendb.Durability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered key-value space and a set of immutable blobs at one location, held exclusively until
 * closed. Safe for concurrent use.
 *
 * <p>Failures are {@link io.omendb.OmenException}s: {@link io.omendb.ErrorCode#DISK_FULL}, {@link
 * io.omendb.ErrorCode#IO_ERROR}, {@link io.omendb.ErrorCode#CORRUPTION}; {@link
 * io.omendb.ErrorCode#CLOSED} after {@link #close}. After a failed write it is unknown whether the
 * write is there; callers stop writing until they have reopened.
 */
public interface StorageEngine extends StorageReader, AutoCloseable {
  /** The engine's name. */
  String name();

  /** Applies the changes together or not at all; with {@code SYNC} they survive a power loss. */
  void write(StorageBatch batch, Durability durability);

  /** Sets one value. */
  default void put(byte[] key, byte[] value, Durability durability) {
    write(new StorageBatch().put(key, value), durability);
  }

  /** Removes one key, if it is there. */
  default void delete(byte[] key, Durability durability) {
    write(new StorageBatch().delete(key), durability);
  }

  /**
   * Sets a value if the present one is the expected one, atomically towards all other writes.
   *
   * @param expected null to expect that there is none
   * @return whether the value was set
   */
  boolean compareAndPut(
      byte[] key, byte @Nullable [] expected, byte[] value, Durability durability);

  /** Pins the present state of the key-value space. */
  StorageSnapshot snapshot();

  /**
   * Writes a blob. When this returns, content and name survive a power loss; when it throws, or the
   * process dies, there is no blob of that name.
   *
   * @param name matches {@code [a-zA-Z0-9][a-zA-Z0-9._-]{0,199}}; not in use
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} for a bad name or
   *     one in use
   */
  void putBlob(String name, BlobWriter writer);

  /**
   * Opens a blob.
   *
   * @throws io.omendb.CorruptionException where there is none of that name: blobs are named by
   *     manifests, so a missing one is lost data
   */
  Blob openBlob(String name);

  /** Removes a blob, if it is there. Those that have it open go on reading it. */
  void deleteBlob(String name);

  /** The blobs whose names begin with the prefix, sorted by name. */
  List<BlobInfo> listBlobs(String prefix);

  /**
   * Releases the location. Idempotent. Cursors and snapshots must be closed before; blobs that are
   * open stay readable until they are closed.
   */
  @Override
  void close();
}

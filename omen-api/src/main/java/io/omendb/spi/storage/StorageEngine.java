package io.omendb.spi.storage;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;
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

  /**
   * The content of a small blob, of which nothing stays open. Engines that can do so without
   * mapping it should: to end a mapping all threads of the process have to be asked.
   *
   * @throws io.omendb.CorruptionException as {@link #openBlob}
   */
  default byte[] readBlob(String name) {
    try (Blob blob = openBlob(name)) {
      return blob.content().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Removes a blob, if it is there. Those that have it open go on reading it. */
  void deleteBlob(String name);

  /** The blobs whose names begin with the prefix, sorted by name. */
  List<BlobInfo> listBlobs(String prefix);

  /**
   * Sets a damaged blob aside, durably: there is no blob of that name any more, and its bytes stay
   * for whoever wants to save what can be saved. Nothing where there is none.
   *
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#UNSUPPORTED} where the engine has no
   *     place for it, which is the default
   */
  default void quarantineBlob(String name) {
    throw new OmenException(
        ErrorCode.UNSUPPORTED,
        "The storage engine " + name() + " cannot set the blob '" + name + "' aside",
        "restore the database from a backup");
  }

  /**
   * Reads what the engine keeps and compares it with the engine's own checksums. Does not stop at
   * the first finding. The content of blobs is not read: their checksums are the caller's. Changes
   * nothing. By default there is nothing to find.
   *
   * @param findings is told of each, on the calling thread
   */
  default void verify(Consumer<StorageFinding> findings) {}

  /**
   * Releases the location. Idempotent. Cursors and snapshots must be closed before; blobs that are
   * open stay readable until they are closed.
   */
  @Override
  void close();
}

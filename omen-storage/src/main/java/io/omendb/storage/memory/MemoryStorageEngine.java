package io.omendb.storage.memory;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.BlobWriter;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageSnapshot;
import io.omendb.storage.directory.BlobNames;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One open handle of a {@link MemoryStore}. Safe for concurrent use. */
final class MemoryStorageEngine implements StorageEngine {
  private final MemoryStore store;
  private final boolean readOnly;
  private final Runnable release;

  /** Written under the store's monitor, so that no write comes after the close. */
  private volatile boolean closed;

  /**
   * @param readOnly whether changes are refused
   * @param release called once, when the engine is closed
   */
  MemoryStorageEngine(MemoryStore store, boolean readOnly, Runnable release) {
    this.store = store;
    this.readOnly = readOnly;
    this.release = release;
  }

  @Override
  public String name() {
    return MemoryStorageProvider.NAME;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    requireOpen();
    byte[] value = PersistentTree.get(store.root(), key);
    return value == null ? null : value.clone();
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    requireOpen();
    return new MemoryCursor(this, store.root(), from, to);
  }

  @Override
  public StorageSnapshot snapshot() {
    requireOpen();
    return new MemorySnapshot(this, store.root());
  }

  @Override
  public void write(StorageBatch batch, Durability durability) {
    synchronized (store) {
      requireWritable();
      store.apply(batch);
    }
  }

  @Override
  public boolean compareAndPut(
      byte[] key, byte @Nullable [] expected, byte[] value, Durability durability) {
    synchronized (store) {
      requireWritable();
      return store.compareAndPut(key, expected, value);
    }
  }

  @Override
  public void putBlob(String name, BlobWriter writer) {
    requireWritable();
    BlobNames.check(name);
    if (!store.blobsBeingWritten().add(name)) {
      throw BlobNames.inUse(name);
    }
    try {
      if (store.blobs().containsKey(name)) {
        throw BlobNames.inUse(name);
      }
      MemorySegment content = MemoryBlobChannel.contentOf(writer);
      synchronized (store) {
        requireOpen();
        store.blobs().put(name, content);
      }
    } catch (IOException e) {
      throw OmenException.io("write blob '" + name + "'", e);
    } finally {
      store.blobsBeingWritten().remove(name);
    }
  }

  @Override
  public Blob openBlob(String name) {
    return new MemoryBlob(name, stored(name));
  }

  @Override
  public byte[] readBlob(String name) {
    return stored(name).toArray(ValueLayout.JAVA_BYTE);
  }

  private MemorySegment stored(String name) {
    requireOpen();
    BlobNames.check(name);
    MemorySegment content = store.blobs().get(name);
    if (content == null) {
      throw new CorruptionException(name, -1, "the blob is missing");
    }
    return content;
  }

  @Override
  public void deleteBlob(String name) {
    requireWritable();
    BlobNames.check(name);
    store.blobs().remove(name);
  }

  @Override
  public List<BlobInfo> listBlobs(String prefix) {
    requireOpen();
    return store.blobs().tailMap(prefix).entrySet().stream()
        .takeWhile(blob -> blob.getKey().startsWith(prefix))
        .map(blob -> new BlobInfo(blob.getKey(), blob.getValue().byteSize()))
        .toList();
  }

  @Override
  public void quarantineBlob(String name) {
    requireWritable();
    BlobNames.check(name);
    MemorySegment content = store.blobs().remove(name);
    if (content != null) {
      store.quarantine().put(name, content);
    }
  }

  /** Refuses changes after {@link #close}, and all where the engine is open for reading only. */
  private void requireWritable() {
    requireOpen();
    if (readOnly) {
      throw new OmenException(
          ErrorCode.READ_ONLY,
          "the storage engine is open for reading only",
          "open the location for writing");
    }
  }

  /** Refuses what comes after {@link #close}. */
  void requireOpen() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "the storage engine is closed");
    }
  }

  @Override
  public void close() {
    synchronized (store) {
      if (!closed) {
        closed = true;
        release.run();
      }
    }
  }
}

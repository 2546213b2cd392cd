package io.omendb.testkit.disk;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another engine, for reading only. As safe for concurrent use as that one. */
final class ReadOnlyStorage implements StorageEngine {
  private final StorageEngine engine;

  ReadOnlyStorage(StorageEngine engine) {
    this.engine = engine;
  }

  private static OmenException readOnly() {
    return new OmenException(ErrorCode.READ_ONLY, "the storage engine is open for reading only");
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return engine.get(key);
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    return engine.scan(from, to);
  }

  @Override
  public StorageSnapshot snapshot() {
    return engine.snapshot();
  }

  @Override
  public Blob openBlob(String name) {
    return engine.openBlob(name);
  }

  @Override
  public List<BlobInfo> listBlobs(String prefix) {
    return engine.listBlobs(prefix);
  }

  @Override
  public void write(StorageBatch batch, Durability durability) {
    throw readOnly();
  }

  @Override
  public boolean compareAndPut(
      byte[] key, byte @Nullable [] expected, byte[] value, Durability durability) {
    throw readOnly();
  }

  @Override
  public void putBlob(String name, BlobWriter writer) {
    throw readOnly();
  }

  @Override
  public void deleteBlob(String name) {
    throw readOnly();
  }

  @Override
  public void quarantineBlob(String name) {
    throw readOnly();
  }

  @Override
  public void close() {
    engine.close();
  }
}

package io.omendb.core.segment;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.BlobWriter;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine that can only keep blobs, off the heap while open, and lets tests damage them.
 */
final class BlobStore implements StorageEngine {
  private final Map<String, byte[]> blobs = new HashMap<>();
  int open;

  byte[] bytes(String name) {
    byte[] bytes = blobs.get(name);
    if (bytes == null) {
      throw new CorruptionException(name, -1, "missing");
    }
    return bytes;
  }

  void replace(String name, byte[] bytes) {
    blobs.put(name, bytes);
  }

  @Override
  public void putBlob(String name, BlobWriter writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.writeTo(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    blobs.put(name, bytes.toByteArray());
  }

  @Override
  public Blob openBlob(String name) {
    byte[] bytes = bytes(name);
    Arena arena = Arena.ofShared();
    MemorySegment content = arena.allocate(bytes.length, 64);
    content.copyFrom(MemorySegment.ofArray(bytes));
    open++;
    return new Blob() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public MemorySegment content() {
        return content.asReadOnly();
      }

      @Override
      public void close() {
        if (arena.scope().isAlive()) {
          open--;
          arena.close();
        }
      }
    };
  }

  @Override
  public String name() {
    return "blobs";
  }

  @Override
  public void write(StorageBatch batch, Durability durability) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean compareAndPut(
      byte[] key, byte @Nullable [] expected, byte[] value, Durability durability) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StorageSnapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteBlob(String name) {
    blobs.remove(name);
  }

  @Override
  public List<BlobInfo> listBlobs(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}

package io.omendb.testkit.disk;

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
import io.omendb.spi.storage.StorageReader;
import io.omendb.spi.storage.StorageSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine on a {@link SimulatedDisk} that syncs as little as the contract of {@link
 * StorageEngine} allows and fails where the disk fails. Safe for concurrent use.
 */
public final class SimulatedStorageEngine implements StorageEngine {
  /** The name of engines on such disks. */
  public static final String NAME = "simulated";

  private static final String NAME_RULE = "[a-zA-Z0-9][a-zA-Z0-9._-]{0,199}";
  private static final String TEMPORARY = ".tmp-";
  private static final String QUARANTINED = ".quarantine-";

  /** A blob is written in so many parts, and may be cut in each. */
  private static final int PARTS = 3;

  private final SimulatedDisk disk;
  private final Set<String> beingWritten = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private boolean syncFailed; // guarded by disk

  SimulatedStorageEngine(SimulatedDisk disk) {
    this.disk = disk;
  }

  /**
   * Reads the log, writes it anew where it may not be on disk, and removes what writers left that
   * never came to an end.
   */
  void recover() {
    disk.read(DiskOperation.OPEN);
    if (!disk.isSynced()) {
      disk.rewriteLog();
    }
    for (String name : disk.listFiles().keySet()) {
      if (name.startsWith(TEMPORARY)) {
        disk.delete(name);
      }
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  void requireOpen() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "the storage engine is closed");
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    synchronized (disk) {
      requireOpen();
      byte[] value = disk.entries(DiskOperation.GET).get(key);
      return value == null ? null : value.clone();
    }
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    synchronized (disk) {
      requireOpen();
      return cursor(disk.entries(DiskOperation.SCAN), from, to, this::requireOpen);
    }
  }

  private StorageCursor cursor(
      NavigableMap<byte[], byte[]> entries,
      byte[] from,
      byte @Nullable [] to,
      Runnable requireOpen) {
    NavigableMap<byte[], byte[]> range =
        to == null
            ? entries.tailMap(from, true)
            : Arrays.compareUnsigned(from, to) < 0
                ? entries.subMap(from, true, to, false)
                : entries.headMap(new byte[0], false);
    return new SimulatedCursor(
        range.entrySet().stream().map(Map.Entry::copyOf).toList(),
        () -> {
          requireOpen.run();
          disk.read(DiskOperation.NEXT);
        });
  }

  @Override
  public StorageSnapshot snapshot() {
    synchronized (disk) {
      requireOpen();
      return new Snapshot(disk.copyOfEntries(DiskOperation.SCAN));
    }
  }

  private final class Snapshot implements StorageSnapshot, StorageReader {
    private final NavigableMap<byte[], byte[]> entries;
    private volatile boolean snapshotClosed;

    Snapshot(NavigableMap<byte[], byte[]> entries) {
      this.entries = entries;
    }

    private void requireSnapshot() {
      requireOpen();
      if (snapshotClosed) {
        throw new OmenException(ErrorCode.CLOSED, "the snapshot is closed");
      }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      requireSnapshot();
      disk.read(DiskOperation.GET);
      byte[] value = entries.get(key);
      return value == null ? null : value.clone();
    }

    @Override
    public StorageCursor scan(byte[] from, byte @Nullable [] to) {
      requireSnapshot();
      disk.read(DiskOperation.SCAN);
      return cursor(entries, from, to, this::requireSnapshot);
    }

    @Override
    public void close() {
      snapshotClosed = true;
    }
  }

  @Override
  public void write(StorageBatch batch, Durability durability) {
    synchronized (disk) {
      requireOpen();
      requireSyncs();
      disk.append(batch);
      if (durability == Durability.SYNC) {
        sync();
      }
    }
  }

  /** What one fsync has failed to write the next would not write either, and say that it did. */
  private void sync() {
    requireSyncs();
    syncFailed = true;
    disk.sync();
    syncFailed = false;
  }

  private void requireSyncs() {
    if (syncFailed) {
      throw new OmenException(ErrorCode.IO_ERROR, "an earlier fsync has failed");
    }
  }

  @Override
  public boolean compareAndPut(
      byte[] key, byte @Nullable [] expected, byte[] value, Durability durability) {
    synchronized (disk) {
      if (!Arrays.equals(get(key), expected)) {
        return false;
      }
      put(key, value, durability);
      return true;
    }
  }

  @Override
  public void putBlob(String name, BlobWriter writer) {
    requireOpen();
    checkName(name);
    if (!beingWritten.add(name)) {
      throw inUse(name);
    }
    try {
      if (disk.exists(name)) {
        throw inUse(name);
      }
      write(name, contentOf(name, writer));
    } finally {
      beingWritten.remove(name);
    }
  }

  private static byte[] contentOf(String name, BlobWriter writer) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      writer.writeTo(Channels.newChannel(content));
    } catch (IOException e) {
      throw OmenException.io("write blob '" + name + "'", e);
    }
    return content.toByteArray();
  }

  /** As on a real disk: temporary name, content, fsync, rename, fsync of the directory. */
  private void write(String name, byte[] content) {
    requireOpen();
    String temporary = TEMPORARY + name;
    String unfinished = temporary;
    try {
      DiskFile file = disk.create(temporary);
      for (int part = 0; part < PARTS; part++) {
        int from = (int) ((long) content.length * part / PARTS);
        int to = (int) ((long) content.length * (part + 1) / PARTS);
        disk.write(file, content, from, to);
      }
      disk.syncFile(file);
      disk.rename(temporary, name);
      unfinished = name;
      disk.syncDirectory();
      unfinished = "";
    } finally {
      if (!unfinished.isEmpty()) {
        removeQuietly(unfinished);
      }
    }
  }

  /** The failure before it is the one to tell of. */
  private void removeQuietly(String name) {
    try {
      disk.delete(name);
    } catch (OmenException e) {
      // Removed at the next open.
      assert e.code() == ErrorCode.IO_ERROR : e;
    }
  }

  @Override
  public Blob openBlob(String name) {
    requireOpen();
    checkName(name);
    byte @Nullable [] content = disk.readFile(name);
    if (content == null) {
      throw new CorruptionException(name, -1, "the blob is missing");
    }
    return new SimulatedBlob(name, content);
  }

  @Override
  public void deleteBlob(String name) {
    requireOpen();
    checkName(name);
    if (disk.exists(name)) {
      disk.delete(name);
    }
  }

  @Override
  public void quarantineBlob(String name) {
    requireOpen();
    checkName(name);
    if (disk.exists(name)) {
      String aside = QUARANTINED + name;
      if (disk.exists(aside)) {
        disk.delete(aside);
      }
      disk.rename(name, aside);
      disk.syncDirectory();
    }
  }

  @Override
  public List<BlobInfo> listBlobs(String prefix) {
    requireOpen();
    return disk.listFiles().entrySet().stream()
        .filter(file -> file.getKey().startsWith(prefix) && file.getKey().matches(NAME_RULE))
        .map(file -> new BlobInfo(file.getKey(), file.getValue()))
        .toList();
  }

  private static void checkName(String name) {
    if (!name.matches(NAME_RULE)) {
      throw OmenException.invalid(
          "name", "blob name '" + name + "' does not match " + NAME_RULE, null);
    }
  }

  private static OmenException inUse(String name) {
    return OmenException.invalid("name", "blob name '" + name + "' is in use", null);
  }

  /** Syncs what is not, and lets go of the disk whether or not that succeeds. */
  @Override
  public void close() {
    synchronized (disk) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        if (!disk.isSynced()) {
          sync();
        }
      } finally {
        disk.unlock();
      }
    }
  }
}

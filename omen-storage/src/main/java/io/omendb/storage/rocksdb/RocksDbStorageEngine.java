package io.omendb.storage.rocksdb;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.BlobWriter;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageBatch.Change;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageFinding;
import io.omendb.spi.storage.StorageSnapshot;
import io.omendb.storage.directory.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB database and the blobs beside it. Safe for concurrent use. Cursors and snapshots that
 * are open at the close are released by it and throw {@link io.omendb.ErrorCode#CLOSED} from then
 * on; open blobs stay readable.
 */
final class RocksDbStorageEngine implements StorageEngine {
  private final DataDirectory directory;
  private final RocksDbSettings settings;
  private final RocksDbErrors errors;
  private final NativeGate gate;
  private final RocksDB db;
  private final boolean readOnly;

  /** Cursors and snapshots that are open. */
  private final Set<NativeChild> children = ConcurrentHashMap.newKeySet();

  /**
   * Shared by plain writes, so that RocksDB groups them into one fsync; exclusive for
   * compare-and-put.
   */
  private final ReentrantReadWriteLock writes = new ReentrantReadWriteLock();

  /** Whether there may be a write that is not on disk. */
  private volatile boolean unsynced;

  /** Whether a write has failed, of which nobody knows how much is on disk. */
  private volatile boolean writeFailed;

  private RocksDbStorageEngine(
      DataDirectory directory,
      RocksDbSettings settings,
      RocksDbErrors errors,
      RocksDB db,
      boolean readOnly) {
    this.directory = directory;
    this.settings = settings;
    this.errors = errors;
    this.db = db;
    this.readOnly = readOnly;
    gate = new NativeGate("storage engine", errors);
  }

  /**
   * Opens a directory, creating it where it is not there.
   *
   * @param statistics counts what RocksDB does, for tests
   */
  static RocksDbStorageEngine open(String location, @Nullable Statistics statistics) {
    RocksDbLibrary.load();
    return openIn(DataDirectory.open(location, RocksDbStorageProvider.NAME), statistics, false);
  }

  /** Opens a directory that is a database, as it was left. */
  static RocksDbStorageEngine openReadOnly(String location) {
    RocksDbLibrary.load();
    return openIn(DataDirectory.openReadOnly(location, RocksDbStorageProvider.NAME), null, true);
  }

  /** Closes the directory where it fails. */
  private static RocksDbStorageEngine openIn(
      DataDirectory directory, @Nullable Statistics statistics, boolean readOnly) {
    RocksDbSettings settings = null;
    RocksDbStorageEngine engine = null;
    try {
      // What a crash has left in the log may be in the operating system's memory only, and after a
      // failed fsync never reaches the disk: it is written once more before anybody sees it.
      boolean rewrite = !directory.isClean() || isLogLong(directory.keyValues());
      settings = new RocksDbSettings(directory.isNew(), rewrite, statistics);
      engine = open(directory, settings, readOnly);
      return engine;
    } finally {
      if (engine == null) {
        if (settings != null) {
          settings.close();
        }
        directory.close();
      }
    }
  }

  private static boolean isLogLong(Path keyValues) {
    try {
      return WriteAheadLog.in(keyValues).isLong();
    } catch (IOException e) {
      throw OmenException.io("list " + keyValues, e);
    }
  }

  private static RocksDbStorageEngine open(
      DataDirectory directory, RocksDbSettings settings, boolean readOnly) {
    Path keyValues = directory.keyValues();
    Path current = keyValues.resolve("CURRENT");
    if (!directory.isNew() && !Files.exists(current)) {
      throw new CorruptionException(current.toString(), -1, "the file is missing");
    }
    if (!directory.isNew()) {
      LogRecords.check(keyValues);
    }
    RocksDbErrors errors = new RocksDbErrors(keyValues);
    RocksDB db;
    try {
      db =
          readOnly
              ? RocksDB.openReadOnly(settings.options(), keyValues.toString())
              : RocksDB.open(settings.options(), keyValues.toString());
    } catch (RocksDBException e) {
      throw errors.translate("open", e);
    }
    boolean created = false;
    try {
      if (!readOnly) {
        directory.setClean(false);
      }
      directory.markCreated();
      created = true;
    } finally {
      if (!created) {
        db.close();
      }
    }
    return new RocksDbStorageEngine(directory, settings, errors, db, readOnly);
  }

  @Override
  public String name() {
    return RocksDbStorageProvider.NAME;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return gate.call("get", () -> db.get(settings.read(), key));
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    return gate.call("scan", () -> new RocksDbCursor(db, null, from, to, gate, children));
  }

  @Override
  public StorageSnapshot snapshot() {
    return gate.call("snapshot", () -> new RocksDbSnapshot(db, gate, errors, children));
  }

  @Override
  public void write(StorageBatch batch, Durability durability) {
    requireWritable();
    gate.run(
        "write a batch",
        () -> {
          try (WriteBatch nativeBatch = new WriteBatch()) {
            for (Change change : batch.changes()) {
              add(nativeBatch, change);
            }
            writes.readLock().lock();
            try {
              db.write(begin(durability), nativeBatch);
            } catch (RocksDBException e) {
              writeFailed = true;
              throw e;
            } finally {
              writes.readLock().unlock();
            }
          }
        });
  }

  /** Notes what a close has to make durable. */
  private WriteOptions begin(Durability durability) {
    if (durability == Durability.ASYNC) {
      unsynced = true;
    }
    return settings.write(durability);
  }

  private static void add(WriteBatch batch, Change change) throws RocksDBException {
    switch (change) {
      case StorageBatch.Put(byte[] key, byte[] value) -> batch.put(key, value);
      case StorageBatch.Delete(byte[] key) -> batch.delete(key);
      case StorageBatch.DeleteRange(byte[] from, byte[] to) -> {
        // RocksDB takes an upside-down range for an error, here it is empty.
        if (Arrays.compareUnsigned(from, to) < 0) {
          batch.deleteRange(from, to);
        }
      }
    }
  }

  @Override
  public void put(byte[] key, byte[] value, Durability durability) {
    requireWritable();
    gate.run(
        "put",
        () -> {
          writes.readLock().lock();
          try {
            db.put(begin(durability), key, value);
          } catch (RocksDBException e) {
            writeFailed = true;
            throw e;
          } finally {
            writes.readLock().unlock();
          }
        });
  }

  @Override
  public boolean compareAndPut(
      byte[] key, byte @Nullable [] expected, byte[] value, Durability durability) {
    requireWritable();
    return gate.call(
        "compare and put",
        () -> {
          writes.writeLock().lock();
          try {
            if (!Arrays.equals(db.get(settings.read(), key), expected)) {
              return false;
            }
            db.put(begin(durability), key, value);
            return true;
          } catch (RocksDBException e) {
            writeFailed = true;
            throw e;
          } finally {
            writes.writeLock().unlock();
          }
        });
  }

  @Override
  public void putBlob(String name, BlobWriter writer) {
    requireWritable();
    gate.run("write a blob", () -> directory.blobs().put(name, writer));
  }

  @Override
  public Blob openBlob(String name) {
    return gate.call("open a blob", () -> directory.blobs().open(name));
  }

  @Override
  public byte[] readBlob(String name) {
    return gate.call("read a blob", () -> directory.blobs().read(name));
  }

  @Override
  public void deleteBlob(String name) {
    requireWritable();
    gate.run("delete a blob", () -> directory.blobs().delete(name));
  }

  @Override
  public List<BlobInfo> listBlobs(String prefix) {
    return gate.call("list blobs", () -> directory.blobs().list(prefix));
  }

  @Override
  public void quarantineBlob(String name) {
    requireWritable();
    gate.run("set a blob aside", () -> directory.blobs().quarantine(name));
  }

  /** RocksDB's tables block by block; it has read its log and manifest when it was opened. */
  @Override
  public void verify(Consumer<StorageFinding> findings) {
    gate.run(
        "verify",
        () -> {
          for (Path leftover : directory.leftovers()) {
            findings.accept(
                new StorageFinding(
                    StorageFinding.Kind.LEFTOVER,
                    leftover.toString(),
                    -1,
                    "a file that was not finished"));
          }
          try {
            db.verifyChecksum();
          } catch (RocksDBException e) {
            findings.accept(damage(errors.translate("verify", e)));
          }
        });
  }

  /** An error that says nothing of the bytes, such as a failed read, is thrown. */
  private static StorageFinding damage(OmenException e) {
    if (e instanceof CorruptionException corruption) {
      return new StorageFinding(
          StorageFinding.Kind.DAMAGE, corruption.file(), corruption.offset(), corruption.problem());
    }
    throw e;
  }

  private void requireWritable() {
    if (readOnly) {
      throw new OmenException(
          ErrorCode.READ_ONLY,
          "the storage engine is open for reading only",
          "open the location for writing");
    }
  }

  /** Makes asynchronous writes durable before it lets go: a clean end loses nothing. */
  @Override
  public void close() {
    gate.close(() -> {
      children.forEach(NativeChild::release);
      children.clear();
      try {
        if (!readOnly) {
          finishWrites();
        }
        db.closeE();
        directory.setClean(readOnly ? directory.isClean() : !writeFailed);
      } catch (RocksDBException e) {
        throw errors.translate("close", e);
      } finally {
        db.close();
        settings.close();
        directory.close();
      }
    });
  }

  private void finishWrites() throws RocksDBException {
    if (isLogLong(directory.keyValues())) {
      try (FlushOptions wait = new FlushOptions()) {
        db.flush(wait);
      }
    } else if (unsynced) {
      db.syncWal();
    }
  }
}

package io.omendb.core;

import io.omendb.BackupProgress;
import io.omendb.BackupSummary;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.EngineNames;
import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.care.BackupWriter;
import io.omendb.core.catalog.Catalog;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.commit.WriteFence;
import io.omendb.core.query.ReadState;
import io.omendb.core.segment.SegmentFiles;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** An embedded database over three engines known by their interfaces only. */
final class CoreDatabase implements Database {
  private static final System.Logger LOG = System.getLogger(CoreDatabase.class.getName());

  private final String uri;
  private final DatabaseOptions options;
  private final Engines engines;
  private final Catalog catalog;
  private final WriteFence fence = new WriteFence();
  private final Maintenance maintenance = new Maintenance();
  private final MemTableBudget budget;
  private final OpenViews views;
  private final ConcurrentSkipListMap<String, CoreCollection> collections =
      new ConcurrentSkipListMap<>();
  private final Object catalogLock = new Object();
  private volatile boolean closed;
  private boolean released; // guarded by catalogLock

  private CoreDatabase(String uri, DatabaseOptions options, Engines engines, Catalog catalog) {
    this.uri = uri;
    this.options = options;
    this.engines = engines;
    this.catalog = catalog;
    this.budget =
        new MemTableBudget(options.getLong(DatabaseOptions.Key.MEMTABLES_BYTES), maintenance);
    this.views = new OpenViews(options.getLong(DatabaseOptions.Key.VIEWS_MAX));
  }

  /** Opens the database in a storage that the database closes, also when opening fails. */
  static Database open(String uri, StorageEngine storage, DatabaseOptions options) {
    try {
      Engines engines = Engines.of(storage, options);
      CoreDatabase database = new CoreDatabase(uri, options, engines, Catalog.open(storage));
      try {
        database.openCollections();
        return database;
      } catch (RuntimeException | Error failure) {
        database.closeCollections();
        throw failure;
      }
    } catch (RuntimeException | Error failure) {
      storage.close();
      throw failure;
    }
  }

  /**
   * Reads and verifies everything, then removes what nothing refers to, and only then lets flushes
   * and merges run: before, a segment they have just written would be taken for an orphan.
   */
  private void openCollections() {
    Set<String> needed = new HashSet<>();
    for (CollectionRecord record : catalog.collections()) {
      CoreCollection collection = openCollection(record);
      collections.put(record.name(), collection);
      needed.addAll(collection.levels().segmentNames());
    }
    removeOrphans(needed);
    collections.values().forEach(CoreCollection::startMaintenance);
  }

  private CoreCollection openCollection(CollectionRecord record) {
    return CoreCollection.open(record, options, engines, maintenance, fence, budget, views);
  }

  /** What a crash left behind: files that were written but not yet, or no longer, in a manifest. */
  private void removeOrphans(Set<String> needed) {
    for (BlobInfo blob : engines.storage().listBlobs("")) {
      if (!needed.contains(SegmentFiles.segmentOf(blob.name()))) {
        LOG.log(System.Logger.Level.INFO, "Removing {0}, which no manifest names", blob.name());
        engines.storage().deleteBlob(blob.name());
      }
    }
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public Collection createCollection(String name, Schema schema) {
    synchronized (catalogLock) {
      checkOpen();
      Names.checkCollection(name);
      if (collections.containsKey(name)) {
        throw new OmenException(
            ErrorCode.COLLECTION_EXISTS,
            "A collection named '" + name + "' exists already",
            "collection",
            "choose another name or drop it first",
            null);
      }
      fence.check();
      CoreCollection collection = openCollection(fenced(() -> catalog.create(name, schema)));
      collection.startMaintenance();
      collections.put(name, collection);
      return collection;
    }
  }

  @Override
  public Collection collection(String name) {
    checkOpen();
    CoreCollection collection = collections.get(name);
    if (collection == null) {
      throw notFound(name);
    }
    return collection;
  }

  @Override
  public List<String> listCollections() {
    checkOpen();
    return List.copyOf(collections.keySet());
  }

  @Override
  public void dropCollection(String name) {
    synchronized (catalogLock) {
      checkOpen();
      CoreCollection collection = collections.get(name);
      if (collection == null) {
        throw notFound(name);
      }
      fence.check();
      // Commits, flushes and merges that are running end before their records go.
      collection.beginClose(true);
      maintenance.flushNow(() -> {});
      maintenance.mergeNow(() -> {});
      try {
        // Nothing may reach the log after its records are removed.
        collection.writeLog();
        fenced(() -> {
          catalog.drop(collection.record());
          return collection;
        });
      } catch (RuntimeException | Error failure) {
        collection.cancelDrop();
        throw failure;
      }
      collections.remove(name);
      collection.levels().removeFiles();
      collection.finishClose();
    }
  }

  @Override
  public BackupSummary backup(Path directory, BackupProgress progress) {
    checkOpen();
    refuseInside(directory);
    BackupWriter.requireEmpty("directory", directory);
    List<BackupWriter.Pinned> pinned = new ArrayList<>();
    List<ReadState> states = new ArrayList<>();
    try {
      for (CoreCollection collection : collections.values()) {
        pinUnlessDropped(collection, pinned, states);
      }
      return BackupWriter.write(
          engines.storage().name(), engines.index().name(), pinned, directory, progress);
    } finally {
      states.forEach(ReadState::release);
    }
  }

  private static void pinUnlessDropped(
      CoreCollection collection, List<BackupWriter.Pinned> pinned, List<ReadState> states) {
    try {
      Levels.PinnedManifest state = collection.flushAndPin();
      states.add(state.state());
      pinned.add(
          new BackupWriter.Pinned(collection.record(), state.manifest(), state.state().segments()));
    } catch (OmenException e) {
      if (e.code() != ErrorCode.COLLECTION_NOT_FOUND) {
        throw e;
      }
    }
  }

  private void refuseInside(Path directory) {
    String file = "file:";
    if (uri.startsWith(file)
        && directory
            .toAbsolutePath()
            .normalize()
            .startsWith(Path.of(uri.substring(file.length())).toAbsolutePath().normalize())) {
      throw OmenException.invalid(
          "directory",
          directory + " is inside the database",
          "name a directory elsewhere, best on another disk");
    }
  }

  /** Runs a catalog write; its failure closes the fence. */
  private <T> T fenced(Supplier<T> write) {
    try {
      return write.get();
    } catch (RuntimeException | Error failure) {
      fence.close(failure);
      throw failure;
    }
  }

  private OmenException notFound(String name) {
    Names.checkCollection(name);
    return new OmenException(
        ErrorCode.COLLECTION_NOT_FOUND,
        "No collection named '" + name + "'",
        "collection",
        collections.isEmpty()
            ? "there are none yet, create it first"
            : "there are " + String.join(", ", collections.keySet()),
        null);
  }

  private void checkOpen() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "The database is closed");
    }
  }

  @Override
  public EngineNames engines() {
    return engines.names();
  }

  @Override
  public void close() {
    // First of all, so that no stream of creates and drops can keep the lock from whoever closes.
    closed = true;
    synchronized (catalogLock) {
      if (!released) {
        released = true;
        try {
          closeCollections();
        } finally {
          engines.storage().close();
        }
      }
    }
  }

  private void closeCollections() {
    collections.values().forEach(collection -> collection.beginClose(false));
    maintenance.close();
    RuntimeException lost = null;
    for (CoreCollection collection : collections.values()) {
      try {
        collection.finishLog();
      } catch (RuntimeException failure) {
        lost = lost == null ? failure : lost;
      }
      collection.finishClose();
    }
    if (lost != null) {
      throw lost;
    }
  }
}

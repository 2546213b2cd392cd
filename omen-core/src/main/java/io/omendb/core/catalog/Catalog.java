package io.omendb.core.catalog;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.Schema;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The collections of a database, as its key-value space records them. Callers serialise changes.
 */
public final class Catalog {
  private final StorageEngine storage;
  private int nextId;

  private Catalog(StorageEngine storage, int nextId) {
    this.storage = storage;
    this.nextId = nextId;
  }

  /**
   * Opens the catalog, creating it in an empty space.
   *
   * @throws CorruptionException where the space holds something else
   */
  public static Catalog open(StorageEngine storage) {
    byte[] record = storage.get(StorageKeys.database());
    if (record != null) {
      RecordReader reader = Envelope.unwrap(Envelope.Kind.DATABASE, "database record", record);
      return new Catalog(storage, reader.getInt());
    }
    try (StorageCursor cursor = storage.scan(new byte[0], null)) {
      if (cursor.next()) {
        throw new CorruptionException(
            "database record", -1, "missing from a store that is not empty");
      }
    }
    if (!storage.listBlobs("").isEmpty()) {
      // The log that named them is lost; they would be taken for orphans.
      throw new CorruptionException("database record", -1, "missing from a store that has blobs");
    }
    Catalog catalog = new Catalog(storage, 1);
    storage.put(StorageKeys.database(), catalog.databaseRecord(), Durability.SYNC);
    return catalog;
  }

  /**
   * Every collection, by name.
   *
   * @throws CorruptionException where a record is damaged, or missing though the collection has
   *     left others: its files would be taken for orphans
   */
  public List<CollectionRecord> collections() {
    List<CollectionRecord> records = new ArrayList<>();
    try (StorageCursor cursor =
        storage.scan(StorageKeys.firstCollection(), StorageKeys.endOfCollections())) {
      while (cursor.next()) {
        String name = StorageKeys.collectionName(cursor.key());
        records.add(CollectionRecord.parse(name, cursor.value()));
      }
    }
    Set<Integer> ids = records.stream().map(CollectionRecord::id).collect(Collectors.toSet());
    for (byte kind : StorageKeys.kindsOfCollections()) {
      checkOwners(kind, ids);
    }
    return records;
  }

  /** Looks at one record of each collection and skips the others. */
  private void checkOwners(byte kind, Set<Integer> ids) {
    byte[] end = StorageKeys.firstOf((byte) (kind + 1), 0);
    int id = 0;
    while (true) {
      try (StorageCursor cursor = storage.scan(StorageKeys.firstOf(kind, id), end)) {
        if (!cursor.next()) {
          return;
        }
        id = StorageKeys.collectionId(cursor.key());
        if (!ids.contains(id)) {
          throw new CorruptionException(
              "catalog record of collection " + id, -1, "missing, though it has other records");
        }
        id++;
      }
    }
  }

  /** Writes a catalog of these collections into a store without one; atomic, durable on return. */
  public static void write(StorageEngine storage, List<CollectionRecord> records) {
    int nextId = 1;
    StorageBatch batch = new StorageBatch();
    for (CollectionRecord record : records) {
      nextId = Math.max(nextId, record.id() + 1);
      batch.put(StorageKeys.collection(record.name()), record.toBytes());
    }
    batch.put(StorageKeys.database(), new Catalog(storage, nextId).databaseRecord());
    storage.write(batch, Durability.SYNC);
  }

  /** Adds a collection; durable on return. */
  public CollectionRecord create(String name, Schema schema) {
    CollectionRecord record = new CollectionRecord(nextId, name, schema);
    nextId++;
    StorageBatch batch =
        new StorageBatch()
            .put(StorageKeys.database(), databaseRecord())
            .put(StorageKeys.collection(name), record.toBytes());
    storage.write(batch, Durability.SYNC);
    return record;
  }

  /** Removes a collection with its refs, manifests, log and request ids; durable on return. */
  public void drop(CollectionRecord record) {
    byte[][] refs = StorageKeys.rangeOfRefs(record.id());
    byte[][] manifests = StorageKeys.rangeOfManifests(record.id());
    StorageBatch batch =
        new StorageBatch()
            .delete(StorageKeys.collection(record.name()))
            .deleteRange(refs[0], refs[1])
            .deleteRange(manifests[0], manifests[1])
            .deleteRange(StorageKeys.log(record.id(), 0), StorageKeys.endOfLog(record.id()))
            .deleteRange(
                StorageKeys.requests(record.id(), 0), StorageKeys.endOfRequests(record.id()));
    storage.write(batch, Durability.SYNC);
  }

  private byte[] databaseRecord() {
    return Envelope.wrap(Envelope.Kind.DATABASE, new RecordWriter().putInt(nextId).toBytes());
  }
}

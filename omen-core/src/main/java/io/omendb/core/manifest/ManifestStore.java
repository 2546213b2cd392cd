package io.omendb.core.manifest;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordWriter;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;

/** The manifests of one collection in the key-value space. Callers serialise changes. */
public final class ManifestStore {
  /** The ref that a collection is read and written through. */
  public static final String MAIN = "main";

  private final StorageEngine storage;
  private final int collection;
  private final String collectionName;

  /** The manifests of a collection; the name is for errors. */
  public ManifestStore(StorageEngine storage, int collection, String collectionName) {
    this.storage = storage;
    this.collection = collection;
    this.collectionName = collectionName;
  }

  /**
   * The manifest that a ref names, {@link Manifest#EMPTY} where nothing was flushed yet.
   *
   * @throws CorruptionException where ref or manifest are damaged or contradict each other
   */
  public Manifest load(String ref) {
    String refName = "ref " + ref + " of collection " + collectionName;
    byte[] refRecord = storage.get(StorageKeys.ref(collection, ref));
    if (refRecord == null) {
      checkNeverFlushed(refName);
      return Manifest.EMPTY;
    }
    long number = Envelope.unwrap(Envelope.Kind.REF, refName, refRecord).getLong();
    String name = "manifest " + number + " of collection " + collectionName;
    byte[] record = storage.get(StorageKeys.manifest(collection, number));
    if (record == null) {
      throw new CorruptionException(name, -1, "missing, though " + refName + " names it");
    }
    Manifest manifest = Manifest.parse(name, record);
    if (manifest.number() != number) {
      throw new CorruptionException(name, -1, "it says that it is number " + manifest.number());
    }
    return manifest;
  }

  private void checkNeverFlushed(String refName) {
    byte[][] manifests = StorageKeys.rangeOfManifests(collection);
    try (StorageCursor cursor = storage.scan(manifests[0], manifests[1])) {
      if (cursor.next()) {
        throw new CorruptionException(refName, -1, "missing, though there is a manifest");
      }
    }
  }

  /**
   * Lets a ref name a new manifest, removes the one it named before and the commits that the new
   * one covers, all in one atomic, durable write.
   */
  public void replace(String ref, Manifest previous, Manifest next) {
    byte[] refRecord =
        Envelope.wrap(Envelope.Kind.REF, new RecordWriter().putLong(next.number()).toBytes());
    StorageBatch batch =
        new StorageBatch()
            .put(StorageKeys.manifest(collection, next.number()), next.toBytes())
            .put(StorageKeys.ref(collection, ref), refRecord)
            .delete(StorageKeys.manifest(collection, previous.number()));
    if (next.flushedSeq() > previous.flushedSeq()) {
      batch.deleteRange(
          StorageKeys.log(collection, previous.flushedSeq()),
          StorageKeys.log(collection, next.flushedSeq() + 1));
    }
    storage.write(batch, Durability.SYNC);
  }
}

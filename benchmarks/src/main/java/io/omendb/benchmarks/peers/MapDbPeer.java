package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import java.io.File;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * MapDB with its write-ahead log. Whether a commit syncs is decided when it is opened, so that
 * {@link #prepareWrites} opens it again.
 */
final class MapDbPeer implements Peer {
  private static final String NAME = "rows";
  private static final int LOAD_ROWS = 10_000;

  private final File file;
  private Durability durability = Durability.SYNC;
  private DB database;

  /** Null until the first write: a load makes a map of its own. */
  private @Nullable BTreeMap<Long, byte[]> rows;

  MapDbPeer(PeerSetup setup) {
    file = setup.directory().resolve("rows.mapdb").toFile();
    database = database();
    rows = database.exists(NAME) ? map().open() : null;
  }

  private DB database() {
    DBMaker.Maker maker = DBMaker.fileDB(file).fileMmapEnableIfSupported().transactionEnable();
    return durability == Durability.ASYNC ? maker.fileSyncDisable().make() : maker.make();
  }

  private DB.TreeMapMaker<Long, byte[]> map() {
    return database.treeMap(NAME, Serializer.LONG, Serializer.BYTE_ARRAY);
  }

  private BTreeMap<Long, byte[]> rows() {
    BTreeMap<Long, byte[]> present = rows;
    if (present == null) {
      present = map().createOrOpen();
      rows = present;
    }
    return present;
  }

  @Override
  public byte @Nullable [] get(long key) {
    return rows().get(key);
  }

  @Override
  public void getAll(long[] keys, RowConsumer consumer) {
    for (long key : keys) {
      byte[] value = rows().get(key);
      if (value != null) {
        consumer.accept(key, value);
      }
    }
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    Iterator<Map.Entry<Long, byte[]>> entries = rows().entryIterator(from, true, null, false);
    for (long i = 0; i < limit && entries.hasNext(); i++) {
      Map.Entry<Long, byte[]> row = entries.next();
      consumer.accept(row.getKey(), row.getValue());
    }
  }

  @Override
  public void prepareWrites(Durability newDurability) {
    if (newDurability == durability) {
      return;
    }
    close();
    durability = newDurability;
    database = database();
    rows = map().createOrOpen();
  }

  @Override
  public void put(long key, byte[] value) {
    rows().put(key, value);
    database.commit();
  }

  @Override
  public void write(long[] keys, byte[][] values) {
    for (int i = 0; i < keys.length; i++) {
      rows().put(keys[i], values[i]);
    }
    database.commit();
  }

  @Override
  public void bulkLoad(SortedRows sorted) {
    DB.TreeMapSink<Long, byte[]> sink = map().createFromSink();
    for (int i = 0; i < sorted.size(); i++) {
      sink.put(sorted.key(i), sorted.value(i));
      if (i % LOAD_ROWS == LOAD_ROWS - 1) {
        database.commit(); // what is not committed is in memory
      }
    }
    rows = sink.create();
    database.commit();
  }

  @Override
  public void flush() {
    database.commit();
  }

  @Override
  public void close() {
    database.commit();
    database.close();
  }
}

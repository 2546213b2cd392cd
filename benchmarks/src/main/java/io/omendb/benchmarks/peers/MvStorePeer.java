package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;

/** The storage engine of H2: a map on disk. */
final class MvStorePeer implements Peer {
  private static final String NAME = "rows";
  private static final int LOAD_ROWS = 10_000;

  private final MVStore store;
  private MVMap<Long, byte[]> rows;
  private Durability durability = Durability.SYNC;

  MvStorePeer(PeerSetup setup) {
    store =
        new MVStore.Builder()
            .fileName(setup.directory().resolve("rows.mv").toString())
            .cacheSize((int) (setup.cacheBytes() >> 20))
            .open();
    rows = store.openMap(NAME, map());
  }

  private static MVMap.Builder<Long, byte[]> map() {
    return new MVMap.Builder<Long, byte[]>()
        .keyType(LongDataType.INSTANCE)
        .valueType(ByteArrayDataType.INSTANCE);
  }

  @Override
  public byte @Nullable [] get(long key) {
    byte[] value = rows.get(key);
    return value == null ? null : value.clone();
  }

  @Override
  public void getAll(long[] keys, RowConsumer consumer) {
    for (long key : keys) {
      byte[] value = rows.get(key);
      if (value != null) {
        consumer.accept(key, value.clone());
      }
    }
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    Cursor<Long, byte[]> cursor = rows.cursor(from);
    for (long i = 0; i < limit && cursor.hasNext(); i++) {
      long key = cursor.next();
      consumer.accept(key, cursor.getValue().clone());
    }
  }

  @Override
  public void prepareWrites(Durability newDurability) {
    durability = newDurability;
  }

  @Override
  public void put(long key, byte[] value) {
    rows.put(key, value);
    if (durability == Durability.SYNC) {
      flush();
    }
  }

  @Override
  public void write(long[] keys, byte[][] values) {
    for (int i = 0; i < keys.length; i++) {
      rows.put(keys[i], values[i]);
    }
    store.commit();
    if (durability == Durability.SYNC) {
      store.sync();
    }
  }

  @Override
  public void bulkLoad(SortedRows sorted) {
    for (int i = 0; i < sorted.size(); i++) {
      rows.append(sorted.key(i), sorted.value(i));
      if (i % LOAD_ROWS == LOAD_ROWS - 1) {
        store.commit();
      }
    }
    flush();
  }

  @Override
  public void flush() {
    store.commit();
    store.sync();
  }

  @Override
  public void close() {
    store.close();
  }
}

package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map on the heap of this process. It has nothing that would outlive the process: no file,
 * no flush, and opening it again gives an empty one. As a store does, it keeps copies of what it is
 * given and hands out copies.
 */
abstract class MemoryPeer implements Peer {
  /** The map's own value; null where there is none. */
  abstract byte @Nullable [] find(long key);

  /** Puts a value that the map may keep. */
  abstract void insert(long key, byte[] value);

  @Override
  public final byte @Nullable [] get(long key) {
    byte[] value = find(key);
    return value == null ? null : value.clone();
  }

  @Override
  public final void getAll(long[] keys, RowConsumer consumer) {
    for (long key : keys) {
      byte[] value = find(key);
      if (value != null) {
        consumer.accept(key, value.clone());
      }
    }
  }

  @Override
  public final void prepareWrites(Durability durability) {}

  @Override
  public final void put(long key, byte[] value) {
    insert(key, value.clone());
  }

  @Override
  public final void write(long[] keys, byte[][] values) {
    for (int i = 0; i < keys.length; i++) {
      put(keys[i], values[i]);
    }
  }

  @Override
  public final void bulkLoad(SortedRows rows) {
    for (int i = 0; i < rows.size(); i++) {
      put(rows.key(i), rows.value(i));
    }
  }

  @Override
  public final void flush() {}

  @Override
  public final void close() {}
}

package io.omendb.benchmarks.peers;

import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectRBTreeMap;
import it.unimi.dsi.fastutil.objects.ObjectIterator;
import org.jspecify.annotations.Nullable;

/** The sorted map of fastutil, whose keys are not objects. For one thread. */
final class FastutilPeer extends MemoryPeer {
  private final Long2ObjectRBTreeMap<byte[]> rows = new Long2ObjectRBTreeMap<>();

  @Override
  byte @Nullable [] find(long key) {
    return rows.get(key);
  }

  @Override
  void insert(long key, byte[] value) {
    rows.put(key, value);
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    ObjectIterator<Long2ObjectMap.Entry<byte[]>> entries =
        rows.tailMap(from).long2ObjectEntrySet().iterator();
    for (long i = 0; i < limit && entries.hasNext(); i++) {
      Long2ObjectMap.Entry<byte[]> row = entries.next();
      consumer.accept(row.getLongKey(), row.getValue().clone());
    }
  }
}

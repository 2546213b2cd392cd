package io.omendb.benchmarks.peers;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** A map of the JDK. Of these only the skip list lets one thread read while another writes. */
final class NavigableMapPeer extends MemoryPeer {
  private final NavigableMap<Long, byte[]> rows;

  /**
   * @param rows empty
   */
  NavigableMapPeer(NavigableMap<Long, byte[]> rows) {
    this.rows = rows;
  }

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
    Iterator<Map.Entry<Long, byte[]>> entries = rows.tailMap(from, true).entrySet().iterator();
    for (long i = 0; i < limit && entries.hasNext(); i++) {
      Map.Entry<Long, byte[]> row = entries.next();
      consumer.accept(row.getKey(), row.getValue().clone());
    }
  }
}

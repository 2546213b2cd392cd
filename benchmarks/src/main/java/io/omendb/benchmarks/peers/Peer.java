package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import org.jspecify.annotations.Nullable;

/**
 * An open store of rows: an {@code int64} key and a binary value. Values that a reader receives are
 * copies on the heap, which it may keep. One thread may read while another writes; two readers, or
 * two writers, at a time only where {@link PeerSystem#allowsManyThreads}. A map in memory is for
 * one thread, unless it is of that kind.
 */
public interface Peer extends AutoCloseable {
  /** Receives rows. */
  @FunctionalInterface
  interface RowConsumer {
    /** A row; the value is the receiver's own. */
    void accept(long key, byte[] value);
  }

  /** The value under a key; null where there is none. */
  byte @Nullable [] get(long key);

  /**
   * Hands over the rows that there are under keys, in any order.
   *
   * @param keys distinct; those without a row are left out
   */
  void getAll(long[] keys, RowConsumer consumer);

  /** Hands over the first rows at or behind a key, in key order, at most {@code limit}. */
  void scan(long from, long limit, RowConsumer consumer);

  /**
   * Prepares for writes of a durability; needed before the first write, and while no other thread
   * uses the store. {@link Durability#SYNC}: on disk when a write returns. {@link
   * Durability#ASYNC}: soon after, as the store's users know it.
   */
  void prepareWrites(Durability durability);

  /** Writes one row. */
  void put(long key, byte[] value);

  /** Writes rows in one step. */
  void write(long[] keys, byte[][] values);

  /**
   * Writes sorted rows into a store that is empty, the way its users would fill it; on disk when it
   * returns.
   */
  void bulkLoad(SortedRows rows);

  /** Brings everything written so far to disk. */
  void flush();

  @Override
  void close();
}

package io.omendb;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Rows of one schema under unique {@code int64} keys. Safe for concurrent use: readers never wait
 * for writers and never see half a batch; every read sees all commits acknowledged before it.
 */
public interface Collection extends RowReader {
  /** The name. */
  String name();

  /**
   * Commits a batch atomically.
   *
   * @return the commit sequence number; that of the last commit where the batch is empty
   * @throws OmenException {@link ErrorCode#INVALID_VALUE} and the like: nothing was written; {@link
   *     ErrorCode#CONFLICT} where a condition of the batch does not hold: nothing was written;
   *     {@link ErrorCode#READ_ONLY}, {@link ErrorCode#DISK_FULL}: the batch was not acknowledged
   *     and may or may not be there after reopening
   */
  long write(WriteBatch batch, Durability durability);

  /** Commits a batch with the configured durability. */
  long write(WriteBatch batch);

  /**
   * Commits batches in their order, each atomically and by itself: one that fails leaves the others
   * as they are. All wait for the disk together, so many small ones are far faster this way than
   * one after the other.
   *
   * @return what became of each, in order
   */
  List<WriteOutcome> writeAll(List<WriteBatch> batches, Durability durability);

  /** Commits batches, each by itself, with the configured durability. */
  List<WriteOutcome> writeAll(List<WriteBatch> batches);

  /** Inserts or replaces one row. Returns the commit sequence number. */
  default long put(Row row) {
    return write(new WriteBatch().put(row));
  }

  /** Inserts or replaces rows, all in one commit. Returns its sequence number. */
  default long put(Iterable<Row> rows) {
    WriteBatch batch = new WriteBatch();
    rows.forEach(batch::put);
    return write(batch);
  }

  /** Removes the rows under these keys, all in one commit. Returns its sequence number. */
  default long delete(long... keys) {
    WriteBatch batch = new WriteBatch();
    Arrays.stream(keys).forEach(batch::delete);
    return write(batch);
  }

  /**
   * Sorts rows, where they are not, and writes them as segments, past log and memtable: the fastest
   * way to put many rows. They become visible all at once when this returns, and are durable then;
   * where it fails, none of them is there.
   *
   * <p>They count as written when the load began: what others write under the same keys meanwhile
   * stays. Of rows with equal keys the last wins. Writers and readers do not wait, merges of the
   * collection do. Needs heap for some hundred MB of rows, whatever their number, and disk for the
   * rows twice where they are not sorted.
   *
   * @param rows read once, by this thread
   * @return the sequence number of all the rows; that of the last commit where there are none
   * @throws OmenException as {@link #write(WriteBatch)}; {@link ErrorCode#UNSUPPORTED} for a
   *     collection on a server
   */
  long bulkLoad(Iterator<Row> rows);

  /** Pins the present state for reading. */
  View view();

  /** Writes every commit acknowledged so far into segments; returns when that is durable. */
  void flush();

  /** Flushes, then rewrites overlapping segments into non-overlapping ones without dead rows. */
  void merge();

  /** What the collection holds and which engines answered. */
  CollectionStats stats();
}

package io.omendb.testkit.history;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.VersionedRow;
import io.omendb.WriteBatch;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A client that performs random reads, puts, deletes and conditional puts on rows with one column
 * {@code value int64}, and records what it saw. For one thread.
 */
public final class RowHistoryClient {
  private static final AtomicLong VALUES = new AtomicLong();

  /** In place of the seq of a write that met a conflict. */
  private static final long REFUSED = -2;

  private final Collection rows;
  private final Random random;
  private long lastSeq;

  /** A client of a collection. */
  public RowHistoryClient(Collection rows, long seed) {
    this.rows = rows;
    this.random = new Random(seed);
  }

  /**
   * Performs one operation.
   *
   * @throws OmenException what the collection says, but for conflicts; a write that failed is
   *     recorded as one that may have happened
   */
  public void operate(long key, History<RowState> history) {
    long value = VALUES.incrementAndGet();
    WriteBatch put = new WriteBatch().put(Row.of(key).with("value", value));
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> get(key, history);
      case 3 -> getVersioned(key, history);
      case 4, 5 -> write(put, history, seq -> new RowOperation.Put(value, seq));
      case 6 ->
          write(
              new WriteBatch().delete(key),
              history,
              seq -> new RowOperation.Put(RowState.ABSENT, seq));
      case 7 ->
          write(
              put.requireAbsent(key),
              history,
              seq -> new RowOperation.PutIfAbsent(value, seq, seq == REFUSED));
      default -> {
        long since = Math.max(0, lastSeq - random.nextInt(2));
        write(
            put.requireUnchanged(key, since),
            history,
            seq -> new RowOperation.PutIfUnchanged(value, since, seq, seq == REFUSED));
      }
    }
  }

  /** A read that fails says nothing. */
  private void get(long key, History<RowState> history) {
    long called = System.nanoTime();
    long value = rows.get(key).map(RowHistoryClient::value).orElse(RowState.ABSENT);
    history.add(called, System.nanoTime(), new RowOperation.Get(value));
  }

  private static long value(Row row) {
    return row.getLong("value");
  }

  private void getVersioned(long key, History<RowState> history) {
    long called = System.nanoTime();
    Optional<VersionedRow> found = rows.getVersioned(key);
    long returned = System.nanoTime();
    lastSeq = found.map(VersionedRow::seq).orElse(lastSeq);
    history.add(
        called,
        returned,
        found.isPresent()
            ? new RowOperation.GetVersioned(value(found.get().row()), found.get().seq())
            : new RowOperation.Get(RowState.ABSENT));
  }

  private void write(
      WriteBatch batch, History<RowState> history, LongFunction<RowOperation> operation) {
    long called = System.nanoTime();
    try {
      long seq = rows.write(batch);
      lastSeq = seq;
      history.add(called, System.nanoTime(), operation.apply(seq));
    } catch (OmenException failure) {
      if (failure.code() == ErrorCode.CONFLICT) {
        history.add(called, System.nanoTime(), operation.apply(REFUSED));
        return;
      }
      history.add(called, History.NEVER, operation.apply(RowState.UNKNOWN));
      throw failure;
    }
  }
}

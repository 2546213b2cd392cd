package io.omendb.benchmarks.database;

import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.benchmarks.peers.RowValues;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One database with a thread that writes rows and one that gets rows that have been acknowledged,
 * and compares them with what was written.
 */
final class BusyDatabase implements AutoCloseable {
  private static final String VALUE = "value";
  private static final int BATCH = 100;

  /** Rows of 100 bytes for some thousand: a flush every few dozen batches. */
  private static final String MEMTABLE_BYTES = Integer.toString(512 << 10);

  private static final String MERGE_SEGMENTS = "4";
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Database database;
  private final Collection rows;
  private final long[] keys;
  private final RowValues values;
  private final SplittableRandom random;
  private final Histogram gets = emptyHistogram();
  private final Thread writer;
  private final Thread reader;

  /** Rows up to here, in the order of {@link #keys}, have been acknowledged. */
  private volatile int acknowledged;

  private volatile boolean written;
  private volatile @Nullable Throwable failure;

  /* Of the reader; to be read once it has been joined. */
  private long wrong;

  /**
   * @param keys in ascending order; they are written in another
   */
  BusyDatabase(Path directory, long[] keys, RowValues values, long seed) {
    this.keys = keys.clone();
    this.values = values;
    this.random = new SplittableRandom(seed);
    shuffle(this.keys);
    database =
        Database.open(
            "file:" + directory,
            DatabaseOptions.defaults()
                .with(DatabaseOptions.Key.MEMTABLE_BYTES, MEMTABLE_BYTES)
                .with(DatabaseOptions.Key.MERGE_SEGMENTS, MERGE_SEGMENTS));
    rows = database.createCollection("rows", Schema.parse(VALUE + " binary"));
    writer = Thread.ofPlatform().daemon().name("writer-" + seed).unstarted(this::write);
    reader = Thread.ofPlatform().daemon().name("reader-" + seed).unstarted(this::read);
  }

  static Histogram emptyHistogram() {
    return new Histogram(MINUTE_NANOS, 3);
  }

  private void shuffle(long[] array) {
    for (int i = array.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long swapped = array[i];
      array[i] = array[j];
      array[j] = swapped;
    }
  }

  void start() {
    writer.start();
    reader.start();
  }

  private void write() {
    try {
      for (int from = 0; from < keys.length && failure == null; from += BATCH) {
        int to = Math.min(keys.length, from + BATCH);
        WriteBatch batch = new WriteBatch();
        for (int i = from; i < to; i++) {
          batch.put(Row.of(keys[i]).with(VALUE, values.of(keys[i])));
        }
        rows.write(batch, Durability.ASYNC);
        acknowledged = to;
      }
      rows.flush();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      written = true;
    }
  }

  private void read() {
    try {
      while (!written) {
        int known = acknowledged;
        if (known == 0) {
          Thread.onSpinWait();
          continue;
        }
        long key = keys[random.nextInt(known)];
        long start = System.nanoTime();
        Optional<Row> row = rows.get(key);
        long nanos = System.nanoTime() - start;
        gets.recordValue(Math.min(nanos, MINUTE_NANOS));
        wrong += isRight(key, row) ? 0 : 1;
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private boolean isRight(long key, Optional<Row> row) {
    return row.isPresent() && Arrays.equals(values.of(key), row.get().getBytes(VALUE));
  }

  /** Waits until all rows are written; fails where one of the threads did. */
  void join() {
    try {
      writer.join();
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
    Throwable first = failure;
    if (first instanceof RuntimeException e) {
      throw e;
    }
    if (first instanceof Error e) {
      throw e;
    }
  }

  Histogram gets() {
    return gets;
  }

  /** Gets that were wrong, and rows that are not as they were written; once joined. */
  long wrong() {
    long lost = wrong + Math.abs(keys.length - rows.count());
    for (long key : keys) {
      lost += isRight(key, rows.get(key)) ? 0 : 1;
    }
    return lost;
  }

  CollectionStats stats() {
    return rows.stats();
  }

  /** Stops the threads, too, where another database failed. */
  @Override
  public void close() {
    if (failure == null && !written) {
      failure = new IllegalStateException("closed before its end");
    }
    written = true;
    for (Thread thread : new Thread[] {writer, reader}) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    database.close();
  }
}

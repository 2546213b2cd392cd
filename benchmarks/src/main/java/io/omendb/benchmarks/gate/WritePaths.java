package io.omendb.benchmarks.gate;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.benchmarks.peers.RowValues;
import io.omendb.benchmarks.rounds.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Ways to write the same rows: new ones in the order of their keys, each way into a database of its
 * own. What log, flush and merge threads do is not counted.
 */
final class WritePaths {
  private static final int BATCH_ROWS = 1_000;
  private static final int LOAD_ROWS = 20_000;
  private static final int VALUE_BYTES = 100;
  private static final int CHECKED_OPERATIONS = 2;
  private static final long SEED = 42;
  private static final String VALUE = "value";
  private static final RowValues VALUES = RowValues.of(VALUE_BYTES, SEED);

  /** Writes rows from a key on, as many as an operation has. */
  private interface Writing {
    void write(Collection rows, long from);
  }

  private WritePaths() {}

  /** One operation is 1,000 rows, acknowledged before they are on disk. */
  static PathPair batches(Path directory) {
    return pair(
        directory,
        BATCH_ROWS,
        (rows, from) ->
            keys(from, BATCH_ROWS)
                .forEach(key -> rows.write(new WriteBatch().put(row(key)), Durability.ASYNC)),
        WritePaths::writeBatch);
  }

  /** One operation is 20,000 rows. */
  static PathPair bulkLoad(Path directory) {
    return pair(
        directory,
        LOAD_ROWS,
        (rows, from) -> {
          for (int written = 0; written < LOAD_ROWS; written += BATCH_ROWS) {
            writeBatch(rows, from + written);
          }
        },
        (rows, from) -> rows.bulkLoad(keys(from, LOAD_ROWS).mapToObj(WritePaths::row).iterator()));
  }

  private static void writeBatch(Collection rows, long from) {
    WriteBatch batch = new WriteBatch();
    keys(from, BATCH_ROWS).forEach(key -> batch.put(row(key)));
    rows.write(batch, Durability.ASYNC);
  }

  private static LongStream keys(long from, int count) {
    return LongStream.range(from, from + count);
  }

  private static Row row(long key) {
    return Row.of(key).with(VALUE, VALUES.of(key));
  }

  private static PathPair pair(Path directory, int operationRows, Writing plain, Writing path) {
    Database ofPlain = Database.open("file:" + directory.resolve("plain"));
    Database ofPath = Database.open("file:" + directory.resolve("path"));
    Collection plainRows = ofPlain.createCollection("rows", Schema.parse(VALUE + " binary"));
    Collection pathRows = ofPath.createCollection("rows", Schema.parse(VALUE + " binary"));
    Task plainTask = task(plainRows, operationRows, plain);
    Task pathTask = task(pathRows, operationRows, path);
    IndexPaths.requireSame(
        plainTask.run(CHECKED_OPERATIONS), (long) CHECKED_OPERATIONS * operationRows);
    IndexPaths.requireSame(
        pathTask.run(CHECKED_OPERATIONS), (long) CHECKED_OPERATIONS * operationRows);
    IndexPaths.requireSame(checksum(plainRows), checksum(pathRows));
    return new PathPair(
        plainTask,
        pathTask,
        () -> {
          ofPlain.close();
          ofPath.close();
        });
  }

  /** Returns how many rows there are; goes on after the keys of the run before. */
  private static Task task(Collection rows, int operationRows, Writing writing) {
    long[] next = {0};
    return operations -> {
      for (int i = 0; i < operations; i++) {
        writing.write(rows, next[0]);
        next[0] += operationRows;
      }
      return next[0];
    };
  }

  /** Of all keys and values. */
  private static long checksum(Collection rows) {
    long sum = 0;
    try (RowCursor cursor = rows.scan().open()) {
      while (cursor.hasNext()) {
        Row row = cursor.next();
        sum = 31 * (31 * sum + row.key()) + Arrays.hashCode(row.getBytes(VALUE));
      }
    }
    return sum;
  }
}

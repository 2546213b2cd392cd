package io.omendb.server.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.WriteBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Writes its number of the batch under all its keys at once, or deletes them all. */
final class BatchWriter {
  static final int KEYS = 6;

  private static final int DELETED_EVERY = 7;

  /** What a call may end with when the server dies. */
  static final Set<ErrorCode> GONE = Set.of(ErrorCode.UNAVAILABLE, ErrorCode.CANCELLED);

  private final long[] keys;
  private long acknowledged;
  private long attempted;

  BatchWriter(int number) {
    keys = LongStream.range(0, KEYS).map(i -> (long) number * KEYS + i).toArray();
  }

  /** How many batches were acknowledged. */
  long acknowledged() {
    return acknowledged;
  }

  boolean isUnderWay() {
    return attempted > acknowledged;
  }

  /** Takes what was not acknowledged for what was not done, as a drained server promises. */
  void forgetUnacknowledged() {
    attempted = acknowledged;
  }

  /** Writes until the server is gone. */
  void run(Collection batches) {
    try {
      while (true) {
        attempted++;
        WriteBatch batch = new WriteBatch();
        for (long key : keys) {
          if (attempted % DELETED_EVERY == 0) {
            batch.delete(key);
          } else {
            batch.put(Row.of(key).with("batch", attempted));
          }
        }
        batches.write(batch);
        acknowledged = attempted;
      }
    } catch (OmenException gone) {
      assertTrue(GONE.contains(gone.code()), gone::getMessage);
    }
  }

  /** Finds the last acknowledged batch, or the one that was under way; returns its rows. */
  int check(Collection batches, String where) {
    List<Long> found = batches.getAll(keys).stream().map(row -> row.getLong("batch")).toList();
    String what = where + ": acknowledged " + acknowledged + ", attempted " + attempted;
    boolean whole =
        rows(acknowledged).equals(found) || (isUnderWay() && rows(attempted).equals(found));
    assertTrue(whole, () -> what + ", under " + Arrays.toString(keys) + " are " + found);
    if (isUnderWay() && rows(attempted).equals(found)) {
      acknowledged = attempted;
    } else {
      attempted = acknowledged;
    }
    return found.size();
  }

  private static List<Long> rows(long batch) {
    return batch % DELETED_EVERY == 0
        ? List.of()
        : LongStream.range(0, KEYS).map(i -> batch).boxed().toList();
  }
}

package io.omendb.server.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.testkit.history.History;
import io.omendb.testkit.history.RowOperation;
import io.omendb.testkit.history.RowState;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;

/** Gets, puts and deletes rows under few keys and records what it saw. */
final class RowClient {
  private static final AtomicLong VALUES = new AtomicLong();

  private final Random random;

  RowClient(int number) {
    random = new Random(number);
  }

  /** Works until the server is gone. */
  void run(Collection rows, IntToLongFunction keys, List<History<RowState>> byKey) {
    try {
      while (true) {
        int key = random.nextInt(byKey.size());
        History<RowState> history = byKey.get(key);
        int choice = random.nextInt(10);
        if (choice < 6) {
          get(rows, keys.applyAsLong(key), history);
        } else {
          long value = choice < 9 ? VALUES.incrementAndGet() : RowState.ABSENT;
          put(rows, keys.applyAsLong(key), value, history);
        }
      }
    } catch (OmenException gone) {
      assertTrue(BatchWriter.GONE.contains(gone.code()), gone::getMessage);
    }
  }

  /** A read that fails says nothing. */
  static void get(Collection rows, long key, History<RowState> history) {
    long called = System.nanoTime();
    long value = rows.get(key).map(row -> row.getLong("value")).orElse(RowState.ABSENT);
    history.add(called, System.nanoTime(), new RowOperation.Get(value));
  }

  /** A write that fails may have happened, or not. */
  private static void put(Collection rows, long key, long value, History<RowState> history) {
    long called = System.nanoTime();
    try {
      long seq =
          value == RowState.ABSENT ? rows.delete(key) : rows.put(Row.of(key).with("value", value));
      history.add(called, System.nanoTime(), new RowOperation.Put(value, seq));
    } catch (OmenException unanswered) {
      history.add(called, History.NEVER, new RowOperation.Put(value, RowState.UNKNOWN));
      throw unanswered;
    }
  }
}

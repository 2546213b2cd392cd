package io.omendb.server.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.OmenException;
import io.omendb.testkit.history.History;
import io.omendb.testkit.history.RowHistoryClient;
import io.omendb.testkit.history.RowOperation;
import io.omendb.testkit.history.RowState;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;

/** Reads and writes rows under few keys, with conditions too, and records what it saw. */
final class RowClient {
  private final Random random;

  RowClient(int number) {
    random = new Random(number);
  }

  /** Works until the server is gone. */
  void run(Collection rows, IntToLongFunction keys, List<History<RowState>> byKey) {
    RowHistoryClient client = new RowHistoryClient(rows, random.nextLong());
    try {
      while (true) {
        int key = random.nextInt(byKey.size());
        client.operate(keys.applyAsLong(key), byKey.get(key));
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
}

package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Schema;
import io.omendb.testkit.history.History;
import io.omendb.testkit.history.Linearizability;
import io.omendb.testkit.history.RowHistoryClient;
import io.omendb.testkit.history.RowState;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Reads, puts, deletes and conditional puts of 12 threads on few keys, while rows are flushed and
 * merged.
 */
class LinearizabilityTest {
  private static final int ROUNDS = Boolean.getBoolean("omendb.test.long") ? 1_000 : 40;
  private static final int CLIENTS = 12;
  private static final int KEYS = 5;
  private static final int OPERATIONS = 60;

  private static final DatabaseOptions TINY =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.INDEX_ENGINE, "binary")
          .with(DatabaseOptions.Key.MEMTABLE_BYTES, "2048")
          .with(DatabaseOptions.Key.SEGMENT_ROWS, "3")
          .with(DatabaseOptions.Key.MERGE_SEGMENTS, "2");

  @Test
  void histories_areLinearizable() throws InterruptedException {
    int histories = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<History<RowState>> byKey =
          IntStream.range(0, KEYS).mapToObj(key -> new History<RowState>()).toList();
      try (Database database = Database.open("memory:", TINY)) {
        Collection rows = database.createCollection("rows", Schema.parse("value int64"));
        run(rows, byKey, round);
      }
      for (int key = 0; key < KEYS; key++) {
        String where = "round " + round + ", key " + key;
        List<History.Event<RowState>> events = byKey.get(key).events();
        assertTrue(events.size() > OPERATIONS, where);
        assertTrue(Linearizability.holds(RowState.INITIAL, events), () -> where + ": " + events);
        histories++;
      }
    }
    System.out.printf("LinearizabilityTest: %d histories of %d clients%n", histories, CLIENTS);
  }

  private void run(Collection rows, List<History<RowState>> byKey, int round)
      throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Workers clients = new Workers();
    for (int client = 0; client < CLIENTS; client++) {
      long seed = round * 100L + client;
      Random random = new Random(seed);
      RowHistoryClient operations = new RowHistoryClient(rows, seed);
      clients.start(() -> {
        for (int i = 0; i < OPERATIONS; i++) {
          int key = random.nextInt(KEYS);
          operations.operate(key, byKey.get(key));
        }
      });
    }
    Workers tending = new Workers();
    tending.repeatUntil(done, rows::merge);
    try {
      clients.join();
    } finally {
      done.set(true);
      tending.join();
    }
  }
}

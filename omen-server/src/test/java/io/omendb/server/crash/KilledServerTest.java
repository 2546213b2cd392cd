package io.omendb.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.testkit.history.History;
import io.omendb.testkit.history.Linearizability;
import io.omendb.testkit.history.RowState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A server killed with SIGKILL again and again under 8 writers of batches and 12 clients on few
 * keys. One database lives through all kills: no acknowledged batch is lost, none is there in part,
 * and what the clients saw before, between and after the kills has one order. {@code
 * omendb.test.kills} says how many.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledServerTest {
  private static final int KILLS =
      Integer.getInteger("omendb.test.kills", Boolean.getBoolean("omendb.test.long") ? 1_000 : 20);
  private static final int KILLS_BETWEEN_WORDS = 50;
  private static final int WRITERS = 8;
  private static final int CLIENTS = 12;
  private static final int KEYS = 4;

  @TempDir Path scratch;

  private final List<BatchWriter> writers =
      IntStream.range(0, WRITERS).mapToObj(BatchWriter::new).toList();
  private final List<RowClient> clients =
      IntStream.range(0, CLIENTS).mapToObj(RowClient::new).toList();

  @Test
  @Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void kills_loseNothingAcknowledged() throws Exception {
    Random random = new Random(20);
    int underWay = 0;
    int histories = 0;
    int events = 0;
    List<History<RowState>> last = List.of();
    for (int kill = 0; kill <= KILLS; kill++) {
      try (ServerProcess server = ServerProcess.start(scratch);
          Database database = Database.open(server.url())) {
        if (kill == 0) {
          database.createCollection("batches", Schema.parse("batch int64 not null"));
          database.createCollection("rows", Schema.parse("value int64"));
        }
        check(database.collection("batches"), "before kill " + kill);
        Collection rows = database.collection("rows");
        for (int key = 0; key < last.size(); key++) {
          // What the next server answers belongs to the history of the one before.
          RowClient.get(rows, key(kill - 1, key), last.get(key));
          List<History.Event<RowState>> all = last.get(key).events();
          String where = "kill " + kill + ", key " + key;
          assertTrue(Linearizability.holds(RowState.INITIAL, all), () -> where + ": " + all);
          histories++;
          events += all.size();
        }
        List<History<RowState>> byKey = newHistories(rows, kill);
        if (kill == KILLS) {
          break;
        }
        if (kill > 0 && kill % KILLS_BETWEEN_WORDS == 0) {
          System.out.printf("KilledServerTest: %d kills of %d%n", kill, KILLS);
        }
        underWay += runUntilKilled(server, database, byKey, kill, 100 + random.nextInt(400));
        last = byKey;
      }
    }
    System.out.printf(
        "KilledServerTest: %d kills, %d batches under way, %d acknowledged, %d histories of %d"
            + " operations%n",
        KILLS,
        underWay,
        writers.stream().mapToLong(BatchWriter::acknowledged).sum(),
        histories,
        events);
    assertTrue(underWay >= KILLS, "batches under way at kills: " + underWay);
  }

  /** Keys of their own for each history, so that it begins with nothing. */
  private static long key(int kill, int key) {
    return (long) kill * KEYS + key;
  }

  private static List<History<RowState>> newHistories(Collection rows, int kill) {
    List<History<RowState>> byKey = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      assertTrue(rows.get(key(kill, key)).isEmpty());
      byKey.add(new History<>());
    }
    return byKey;
  }

  /** Returns how many batches were under way at the kill. */
  private int runUntilKilled(
      ServerProcess server, Database database, List<History<RowState>> byKey, int kill, long millis)
      throws Exception {
    Collection batches = database.collection("batches");
    Collection rows = database.collection("rows");
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> running = new ArrayList<>();
      writers.forEach(writer -> running.add(threads.submit(() -> writer.run(batches))));
      for (RowClient client : clients) {
        running.add(threads.submit(() -> client.run(rows, key -> key(kill, key), byKey)));
      }
      Thread.sleep(millis);
      server.kill();
      for (Future<?> each : running) {
        each.get();
      }
    }
    return (int) writers.stream().filter(BatchWriter::isUnderWay).count();
  }

  private void check(Collection batches, String where) {
    long count = 0;
    for (BatchWriter writer : writers) {
      count += writer.check(batches, where);
    }
    assertEquals(count, batches.count(), where);
    for (Row row : batches.scan().toList()) {
      assertTrue(row.key() >= 0 && row.key() < (long) WRITERS * BatchWriter.KEYS, where);
    }
  }
}

package io.omendb.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Schema;
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
 * A server ended with SIGTERM under writers, as often as one is in production. It ends with exit
 * code 0; every batch that it accepted was acknowledged, so what its clients know to be done is
 * what is there, no less and no more.
 */
@Execution(ExecutionMode.CONCURRENT)
class DrainedServerTest {
  private static final int STOPS = Boolean.getBoolean("omendb.test.long") ? 100 : 4;
  private static final int WRITERS = 24;

  @TempDir Path scratch;

  private final List<BatchWriter> writers =
      IntStream.range(0, WRITERS).mapToObj(BatchWriter::new).toList();

  @Test
  @Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void stops_loseNothingAccepted() throws Exception {
    Random random = new Random(7);
    int unacknowledged = 0;
    for (int stop = 0; stop <= STOPS; stop++) {
      try (ServerProcess server = ServerProcess.start(scratch);
          Database database = Database.open(server.url())) {
        if (stop == 0) {
          database.createCollection("batches", Schema.parse("batch int64 not null"));
        }
        Collection batches = database.collection("batches");
        for (BatchWriter writer : writers) {
          writer.check(batches, "before stop " + stop);
        }
        if (stop < STOPS) {
          unacknowledged += runUntilStopped(server, batches, 50 + random.nextInt(300));
        }
      }
    }
    long acknowledged = writers.stream().mapToLong(BatchWriter::acknowledged).sum();
    System.out.printf(
        "DrainedServerTest: %d stops, %d batches acknowledged, %d refused%n",
        STOPS, acknowledged, unacknowledged);
    assertTrue(acknowledged > 0);
    assertEquals(STOPS * WRITERS, unacknowledged, "every writer was refused once a stop");
  }

  /** Returns how many batches ended without an acknowledgement. */
  private int runUntilStopped(ServerProcess server, Collection batches, long millis)
      throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> running = new ArrayList<>();
      writers.forEach(writer -> running.add(threads.submit(() -> writer.run(batches))));
      Thread.sleep(millis);
      assertEquals(0, server.terminate());
      for (Future<?> each : running) {
        each.get();
      }
    }
    int unacknowledged = (int) writers.stream().filter(BatchWriter::isUnderWay).count();
    writers.forEach(BatchWriter::forgetUnacknowledged);
    return unacknowledged;
  }
}

package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageReader;
import io.omendb.spi.storage.StorageSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads on one engine. The time-out catches a deadlock; nothing here measures time. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class ConcurrencyContract extends StorageContractPart {
  private static final int THREADS = 4;
  private static final int CLOSE_ROUNDS = Boolean.getBoolean("omendb.test.long") ? 200 : 10;

  /** Runs the tasks at once and throws what one of them throws. */
  private static void together(List<Callable<Void>> tasks) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<Void> result : executor.invokeAll(tasks)) {
        result.get();
      }
    }
  }

  @Test
  void batch_isSeenWholeOrNotAtAll() throws Exception {
    int rounds = 2_000;
    List<String> keys = List.of("a", "m", "z");
    writeAll(keys, 0);
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(() -> {
      try {
        for (int round = 1; round <= rounds; round++) {
          writeAll(keys, round);
        }
      } finally {
        done.set(true);
      }
      return null;
    });
    for (int i = 0; i < THREADS - 1; i++) {
      tasks.add(() -> {
        while (!done.get()) {
          assertOneRound(engine, keys);
          try (StorageSnapshot snapshot = engine.snapshot()) {
            assertOneRound(snapshot, keys);
            int first = Integer.parseInt(value(snapshot, "a"));
            assertEquals(first, Integer.parseInt(value(snapshot, "z")));
          }
          int earlier = Integer.parseInt(value(engine, "z"));
          int later = Integer.parseInt(value(engine, "a"));
          assertTrue(earlier <= later, earlier + " was read before " + later);
        }
        return null;
      });
    }
    together(tasks);
    assertEquals(List.of("a=2000", "m=2000", "z=2000"), entries());
  }

  /** Removes all and sets all anew, so that half a batch would show as a missing key, too. */
  private void writeAll(List<String> keys, int round) {
    StorageBatch batch = new StorageBatch().deleteRange(bytes("a"), bytes("zz"));
    for (String key : keys) {
      batch.put(bytes(key), bytes(Integer.toString(round)));
    }
    engine.write(batch, Durability.ASYNC);
  }

  private static void assertOneRound(StorageReader reader, List<String> keys) {
    List<String> entries = scan(reader, "", null);
    assertEquals(keys.size(), entries.size(), entries.toString());
    assertEquals(
        1, entries.stream().map(entry -> entry.split("=", 2)[1]).distinct().count(), "" + entries);
  }

  private static String value(StorageReader reader, String key) {
    String value = get(reader, key);
    assertNotNull(value, key);
    return value;
  }

  @Test
  void compareAndPut_countsEveryIncrementBesidePlainWrites() throws Exception {
    int increments = 500;
    put("counter", "0");
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String mine = "plain" + i;
      tasks.add(() -> {
        for (int n = 0; n < increments; n++) {
          increment();
          put(mine, Integer.toString(n));
        }
        return null;
      });
    }
    together(tasks);
    assertEquals(Integer.toString(THREADS * increments), get("counter"));
  }

  private void increment() {
    while (true) {
      String present = value(engine, "counter");
      String next = Integer.toString(Integer.parseInt(present) + 1);
      if (engine.compareAndPut(bytes("counter"), bytes(present), bytes(next), Durability.ASYNC)) {
        return;
      }
    }
  }

  @Test
  void putBlob_ofOneNameByMany_succeedsOnce() throws Exception {
    AtomicInteger written = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(() -> {
        start.countDown();
        start.await();
        for (int n = 0; n < 20; n++) {
          String name = "blob" + n;
          try {
            engine.putBlob(name, channel -> channel.write(ByteBuffer.wrap(bytes("x"))));
            written.incrementAndGet();
          } catch (OmenException e) {
            assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), e.getMessage());
          }
        }
        return null;
      });
    }
    together(tasks);
    assertEquals(20, written.get());
    assertEquals(20, engine.listBlobs("").size());
  }

  /** Whatever a thread is at when the engine is closed, it gets an error and never a crash. */
  @Test
  void close_racingWithOperations_endsThemWithClosed() throws Exception {
    for (int round = 0; round < CLOSE_ROUNDS; round++) {
      StorageEngine racing = engine;
      for (int i = 0; i < 50; i++) {
        put("key" + i, "value");
      }
      CountDownLatch running = new CountDownLatch(6);
      StorageSnapshot shared = racing.snapshot();
      List<Callable<Void>> tasks =
          List.of(
              untilClosed(running, () -> racing.get(bytes("key7"))),
              untilClosed(running, () -> racing.put(bytes("k"), bytes("v"), Durability.ASYNC)),
              untilClosed(running, () -> scanAll(racing)),
              untilClosed(running, () -> readSnapshot(racing)),
              untilClosed(running, () -> shared.get(bytes("key7"))),
              untilClosed(
                  running,
                  () ->
                      racing.compareAndPut(
                          bytes("key1"), bytes("value"), bytes("value"), Durability.ASYNC)),
              () -> {
                running.await();
                racing.close();
                return null;
              },
              () -> {
                running.await();
                racing.close();
                return null;
              });
      together(tasks);
      shared.close();
      reopen();
      assertEquals("value", get("key7"));
    }
  }

  private static Callable<Void> untilClosed(CountDownLatch running, Runnable operation) {
    return () -> {
      for (int n = 0; ; n++) {
        try {
          operation.run();
        } catch (OmenException e) {
          assertEquals(ErrorCode.CLOSED, e.code(), e.getMessage());
          return null;
        } finally {
          if (n == 0) {
            running.countDown();
          }
        }
      }
    };
  }

  private static void scanAll(StorageReader reader) {
    try (StorageCursor cursor = reader.scan(LOWEST, null)) {
      while (cursor.next()) {
        assertTrue(cursor.key().length > 0);
        assertTrue(cursor.value().length > 0);
      }
    }
  }

  private static void readSnapshot(StorageEngine engine) {
    try (StorageSnapshot snapshot = engine.snapshot()) {
      assertEquals("value", get(snapshot, "key7"));
      scanAll(snapshot);
    }
  }

  /** A snapshot is safe for concurrent use, so also for a close beside a read. */
  @Test
  void snapshotClose_racingWithReads_endsThemWithClosed() throws Exception {
    put("a", "1");
    for (int round = 0; round < 2 * CLOSE_ROUNDS; round++) {
      StorageSnapshot snapshot = engine.snapshot();
      CountDownLatch running = new CountDownLatch(2);
      together(
          List.of(
              untilClosed(running, () -> snapshot.get(bytes("a"))),
              untilClosed(running, () -> scanAll(snapshot)),
              () -> {
                running.await();
                snapshot.close();
                return null;
              }));
    }
  }
}

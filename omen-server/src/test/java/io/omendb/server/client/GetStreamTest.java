package io.omendb.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gets of many threads get their own rows, whatever they travelled with. */
class GetStreamTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final int KEYS = 500;

  private final Database served = Database.open("memory:");
  private OmenServer server = start(0);
  private Database remote = Database.open("grpc://127.0.0.1:" + server.port());

  private OmenServer start(int port) {
    return OmenServer.start(
        served, ServerSettings.of(new EnumMap<>(Map.of(ServerKey.LISTEN, "127.0.0.1:" + port))));
  }

  @AfterEach
  void close() {
    remote.close();
    server.shutdown(Duration.ofSeconds(5));
    served.close();
  }

  private Map<Long, Row> fill(Collection rows, int valueBytes) {
    Map<Long, Row> expected = new TreeMap<>();
    Random random = new Random(SEED);
    for (long key = 0; key < KEYS; key += 2) {
      byte[] value = new byte[random.nextInt(valueBytes + 1)];
      random.nextBytes(value);
      expected.put(key, Row.of(key).with("value", value).with("n", key * key));
    }
    rows.put(List.copyOf(expected.values()));
    return expected;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void getsOfManyThreads_equalAMap(int threads) throws Exception {
    Collection rows = remote.createCollection("some", Schema.parse("value binary, n int64"));
    Map<Long, Row> expected = fill(rows, 200);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Random random = new Random(SEED + thread);
        readers.add(
            executor.submit(() -> {
              for (int i = 0; i < 300; i++) {
                long key = random.nextInt(KEYS);
                assertEquals(
                    Optional.ofNullable(expected.get(key)), rows.get(key), () -> "key " + key);
              }
            }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  @Test
  void get_seesTheWriteBeforeIt_fromAnyHandle() {
    Collection rows = remote.createCollection("some", Schema.parse("n int64"));
    Collection again = remote.collection("some");
    for (long n = 0; n < 100; n++) {
      rows.put(Row.of(1).with("n", n));
      assertEquals(n, again.get(1).orElseThrow().getLong("n"));
    }
  }

  @Test
  void droppedCollection_isNotFound_andOneMadeAgainIsRead() {
    Collection rows = remote.createCollection("some", Schema.parse("n int64"));
    rows.put(Row.of(1).with("n", 1L));
    assertTrue(rows.get(1).isPresent());
    remote.dropCollection("some");
    OmenException error = assertThrows(OmenException.class, () -> rows.get(1));
    assertEquals(ErrorCode.COLLECTION_NOT_FOUND, error.code());
    Collection other = remote.createCollection("some", Schema.parse("s utf8"));
    other.put(Row.of(1).with("s", "new"));
    assertEquals("new", other.get(1).orElseThrow().getString("s"));
  }

  @Test
  void serverThatRestarts_isFoundAgain() {
    Collection rows = remote.createCollection("some", Schema.parse("value binary, n int64"));
    Map<Long, Row> expected = fill(rows, 20);
    assertEquals(Optional.ofNullable(expected.get(2L)), rows.get(2));
    int port = server.port();
    long before = System.nanoTime();
    server.shutdown(Duration.ofSeconds(60));
    long shutdown = System.nanoTime() - before;
    assertTrue(shutdown < Duration.ofSeconds(30).toNanos(), "an idle stream holds nobody up");
    OmenException error = assertThrows(OmenException.class, () -> rows.get(2));
    assertEquals(ErrorCode.UNAVAILABLE, error.code());
    server = start(port);
    Optional<Row> found = Optional.empty();
    for (int attempt = 0; attempt < 100 && found.isEmpty(); attempt++) {
      try {
        found = rows.get(2);
      } catch (OmenException e) {
        assertEquals(ErrorCode.UNAVAILABLE, e.code());
        sleep(100);
      }
    }
    assertEquals(Optional.ofNullable(expected.get(2L)), found);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void answerTooLargeForOneMessage_isGivenToEachByItself() throws Exception {
    Collection rows = remote.createCollection("some", Schema.parse("value binary"));
    byte[] large = new byte[8 << 20];
    int count = 12;
    for (long key = 0; key < count; key++) {
      rows.put(Row.of(key).with("value", large));
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (long key = 0; key < count; key++) {
        long sought = key;
        readers.add(executor.submit(() -> rows.get(sought).orElseThrow().getBytes("value").length));
      }
      for (Future<Integer> reader : readers) {
        assertEquals(large.length, reader.get());
      }
    }
  }

  @Test
  void interruptedThread_stopsWaiting() throws Exception {
    Collection rows = remote.createCollection("some", Schema.parse("n int64"));
    rows.put(Row.of(1).with("n", 1L));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  rows.get(1);
                }
              } catch (Throwable e) {
                thrown.set(e);
              }
              done.countDown();
            });
    sleep(50);
    reader.interrupt();
    done.await();
    OmenException error = assertInstanceOf(OmenException.class, thrown.get());
    assertEquals(ErrorCode.CANCELLED, error.code());
    assertNotNull(rows.get(1).orElseThrow(), "others go on");
  }

  @Test
  void closedDatabase_answersNoMore() {
    Collection rows = remote.createCollection("some", Schema.parse("n int64"));
    assertEquals(Optional.empty(), rows.get(1));
    long before = System.nanoTime();
    remote.close();
    assertTrue(
        System.nanoTime() - before < Duration.ofSeconds(4).toNanos(), "close waits for none");
    assertThrows(OmenException.class, () -> rows.get(1));
  }
}

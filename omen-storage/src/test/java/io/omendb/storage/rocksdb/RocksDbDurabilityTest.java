package io.omendb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** That {@code SYNC} syncs, {@code ASYNC} does not, and that concurrent commits share a sync. */
final class RocksDbDurabilityTest {
  private static final byte[] KEY = {1};
  private static final byte[] VALUE = new byte[100];

  @TempDir private Path directory;
  private Statistics statistics;
  private StorageEngine engine;

  @BeforeEach
  void openEngine() {
    RocksDbLibrary.load();
    statistics = new Statistics();
    engine = RocksDbStorageEngine.open(directory.toString(), statistics);
  }

  @AfterEach
  void closeEngine() {
    engine.close();
    statistics.close();
  }

  private long syncs(Runnable writes) {
    long before = statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
    writes.run();
    return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED) - before;
  }

  private void writeInEveryWay(Durability durability) {
    engine.put(KEY, VALUE, durability);
    engine.delete(KEY, durability);
    engine.write(new StorageBatch().put(KEY, VALUE), durability);
    engine.write(new StorageBatch().deleteRange(KEY, new byte[] {2}), durability);
    assertTrue(engine.compareAndPut(KEY, null, VALUE, durability));
  }

  @Test
  void sync_syncsEveryWrite() {
    assertEquals(5, syncs(() -> writeInEveryWay(Durability.SYNC)));
  }

  @Test
  void async_syncsNoWrite() {
    assertEquals(0, syncs(() -> writeInEveryWay(Durability.ASYNC)));
  }

  @Test
  void close_syncsWhatIsNot() {
    engine.put(KEY, VALUE, Durability.ASYNC);
    assertEquals(1, syncs(engine::close));
  }

  @Test
  void close_afterReadsOnly_syncsNothing() {
    engine.get(KEY);
    assertEquals(0, syncs(engine::close));
  }

  @Test
  void sync_byManyThreads_takesFewerSyncsThanWrites() throws Exception {
    int threads = 16;
    int writes = 50;
    CountDownLatch start = new CountDownLatch(threads);
    long before = statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        byte[] key = {(byte) i};
        results.add(
            executor.submit(() -> {
              start.countDown();
              start.await();
              for (int n = 0; n < writes; n++) {
                engine.put(key, VALUE, Durability.SYNC);
              }
              return null;
            }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
    long syncs = statistics.getTickerCount(TickerType.WAL_FILE_SYNCED) - before;
    assertTrue(syncs > 0 && syncs < (long) threads * writes, syncs + " syncs");
  }
}

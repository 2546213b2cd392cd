package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine;
import io.omendb.testkit.database.FaultyStorageEngine.Plan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once: writers, readers, views, flushes, merges, and the end of it all. */
class ConcurrencyTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int WRITERS = 3;
  private static final int ACCOUNTS = 10;
  private static final long BALANCE = 100;
  private static final long TOTAL = WRITERS * ACCOUNTS * BALANCE;

  private static final DatabaseOptions TINY =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.MEMTABLE_BYTES, "4096")
          .with(DatabaseOptions.Key.MEMTABLE_FROZEN, "1")
          .with(DatabaseOptions.Key.SEGMENT_ROWS, "16")
          .with(DatabaseOptions.Key.MERGE_SEGMENTS, "3");

  @TempDir(factory = FastDirectory.class)
  Path directory;

  private FaultyStorageEngine storage(String engine) {
    StorageEngine storage =
        EngineRegistry.get().storage().select(engine).open(directory.resolve("db").toString());
    return new FaultyStorageEngine(storage, Plan.PASS);
  }

  private static Row account(long key, long balance) {
    return Row.of(key).with("balance", balance).with("v", new float[] {key});
  }

  private static Collection createAccounts(Database database, String name) {
    Collection accounts =
        database.createCollection(name, Schema.parse("balance int64, v vector<float32>[1]"));
    accounts.put(
        LongStream.range(0, WRITERS * ACCOUNTS).mapToObj(key -> account(key, BALANCE)).toList());
    return accounts;
  }

  private static long sum(Iterable<Row> rows) {
    long sum = 0;
    for (Row row : rows) {
      sum += row.getLong("balance");
    }
    return sum;
  }

  /** Moves money between accounts of one writer; an empty account is deleted. */
  private static final class Teller {
    private final Random random;
    private final long first;
    private final long[] balances = new long[ACCOUNTS];
    private long seq;

    Teller(int writer) {
      this.random = new Random(writer);
      this.first = (long) writer * ACCOUNTS;
      Arrays.fill(balances, BALANCE);
    }

    void transfer(Collection accounts) {
      int from = random.nextInt(ACCOUNTS);
      int to = random.nextInt(ACCOUNTS);
      long amount = random.nextInt(4) == 0 ? balances[from] : Math.min(balances[from], 7);
      balances[from] -= amount;
      balances[to] += amount;
      WriteBatch batch = new WriteBatch();
      for (int i : new int[] {from, to}) {
        if (balances[i] == 0) {
          batch.delete(first + i);
        } else {
          batch.put(account(first + i, balances[i]));
        }
      }
      long written = accounts.write(batch);
      assertTrue(written > seq, "seqs grow");
      seq = written;
      // What was acknowledged is read at once, by whoever.
      long expected = balances[to];
      assertEquals(
          expected, accounts.get(first + to).map(row -> row.getLong("balance")).orElse(0L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void readers_seeWholeBatchesOnly(String engine) throws Exception {
    int transfers = LONG ? 5_000 : 300;
    FaultyStorageEngine storage = storage(engine);
    List<Teller> tellers = IntStream.range(0, WRITERS).mapToObj(Teller::new).toList();
    try (Database database = CoreDatabase.open("test:", storage, TINY)) {
      Collection accounts = createAccounts(database, "accounts");
      AtomicBoolean done = new AtomicBoolean();
      Workers writers = new Workers();
      for (Teller teller : tellers) {
        writers.start(() -> {
          for (int i = 0; i < transfers; i++) {
            teller.transfer(accounts);
          }
        });
      }
      Workers others = new Workers();
      others.repeatUntil(done, () -> assertEquals(TOTAL, sum(accounts.scan().toList())));
      others.repeatUntil(
          done, () -> assertEquals(TOTAL, sum(accounts.scan().descending().toList())));
      others.repeatUntil(done, () -> readByKeys(accounts));
      others.start(() -> readViews(accounts, done));
      others.repeatUntil(done, accounts::flush);
      others.repeatUntil(done, accounts::merge);
      try {
        writers.join();
      } finally {
        done.set(true);
        others.join();
      }
      assertTrue(accounts.stats().segmentRows() > 0);
      assertEquals(TOTAL, sum(accounts.scan().toList()));
    }
    assertEquals(0, storage.openBlobs());
    try (Database database = CoreDatabase.open("test:", storage(engine), TINY)) {
      Collection accounts = database.collection("accounts");
      for (Teller teller : tellers) {
        for (int i = 0; i < ACCOUNTS; i++) {
          assertEquals(
              teller.balances[i],
              accounts.get(teller.first + i).map(row -> row.getLong("balance")).orElse(0L));
        }
      }
      assertEquals(1 + (long) WRITERS * transfers, accounts.stats().seq());
    }
  }

  private static void readByKeys(Collection accounts) {
    long[] keys = LongStream.range(0, WRITERS * ACCOUNTS).toArray();
    assertEquals(TOTAL, sum(accounts.getAll(keys)));
    long[] own = LongStream.range(0, ACCOUNTS).toArray();
    assertEquals(ACCOUNTS * BALANCE, sum(accounts.getAll(own)));
    assertEquals(
        TOTAL,
        sum(accounts.nearest(new float[1]).k(1000).hits().stream().map(h -> h.row()).toList()));
  }

  private static void readViews(Collection accounts, AtomicBoolean done) {
    long seq = 0;
    while (!done.get()) {
      try (View view = accounts.view()) {
        assertTrue(view.seq() >= seq, "views never go back");
        seq = view.seq();
        List<Row> first = view.scan().toList();
        assertEquals(TOTAL, sum(first));
        try (RowCursor cursor = view.scan().open()) {
          for (Row row : first) {
            assertEquals(row, cursor.next());
          }
        }
        assertEquals(first.size(), view.count());
        assertEquals(first, view.scan().toList());
      }
    }
  }

  @Test
  void acknowledgedPut_isReadByEveryOtherThread() throws Exception {
    int puts = LONG ? 40_000 : 4_000;
    try (Database database = CoreDatabase.open("test:", storage("memory"), TINY)) {
      Collection rows = database.createCollection("rows", Schema.parse("value int64"));
      AtomicLongArray acknowledged = new AtomicLongArray(WRITERS);
      AtomicBoolean done = new AtomicBoolean();
      Workers writers = new Workers();
      for (int writer = 0; writer < WRITERS; writer++) {
        int own = writer;
        writers.start(() -> {
          for (long i = 1; i <= puts; i++) {
            rows.put(Row.of(own).with("value", i));
            acknowledged.set(own, i);
          }
        });
      }
      Workers readers = new Workers();
      Random random = new Random(1);
      readers.repeatUntil(
          done,
          () -> {
            int writer = random.nextInt(WRITERS);
            long least = acknowledged.get(writer);
            long found = rows.get(writer).map(row -> row.getLong("value")).orElse(0L);
            assertTrue(found >= least, () -> "acknowledged " + least + ", read " + found);
          });
      readers.repeatUntil(done, rows::merge);
      try {
        writers.join();
      } finally {
        done.set(true);
        readers.join();
      }
    }
  }

  private static void allUses(Workers workers, Collection accounts, Set<ErrorCode> ends) {
    Teller teller = new Teller(0);
    workers.repeatUntilRefused(ends, () -> teller.transfer(accounts));
    workers.repeatUntilRefused(ends, () -> accounts.put(account(5000, 0)));
    workers.repeatUntilRefused(ends, () -> accounts.delete(5000, 5001));
    workers.repeatUntilRefused(ends, accounts::flush);
    workers.repeatUntilRefused(ends, accounts::merge);
    workers.repeatUntilRefused(ends, () -> accounts.get(3));
    workers.repeatUntilRefused(ends, () -> accounts.getAll(3, 4, 5));
    workers.repeatUntilRefused(ends, () -> assertEquals(TOTAL, sum(accounts.scan().toList())));
    workers.repeatUntilRefused(ends, () -> accounts.nearest(new float[1]).run());
    workers.repeatUntilRefused(ends, () -> accounts.stats());
    workers.repeatUntilRefused(ends, () -> accounts.count());
    workers.repeatUntilRefused(
        ends,
        () -> {
          try (View view = accounts.view()) {
            assertEquals(TOTAL, sum(view.scan().toList()));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void close_racesWithEverything(String engine) throws Exception {
    int rounds = LONG ? 200 : engine.equals("memory") ? 20 : 5;
    AtomicLong briefs = new AtomicLong();
    for (int round = 0; round < rounds; round++) {
      FaultyStorageEngine storage = storage(engine);
      Database database = CoreDatabase.open("test:", storage, TINY);
      Collection accounts = createAccounts(database, "round_" + round);
      Workers workers = new Workers();
      Set<ErrorCode> ends = EnumSet.of(ErrorCode.CLOSED);
      allUses(workers, accounts, ends);
      workers.repeatUntilRefused(ends, () -> database.listCollections());
      workers.repeatUntilRefused(
          ends,
          () -> {
            String name = "brief_" + briefs.incrementAndGet();
            database.createCollection(name, Schema.of());
            database.dropCollection(name);
          });
      Thread.sleep(round % 10);
      Workers closers = new Workers();
      closers.start(database::close);
      closers.start(database::close);
      closers.join();
      workers.join();
      assertEquals(0, storage.openBlobs(), "round " + round);
    }
    try (Database database = CoreDatabase.open("test:", storage(engine), TINY)) {
      for (int round = 0; round < rounds; round++) {
        Collection accounts = database.collection("round_" + round);
        accounts.delete(5000);
        assertEquals(TOTAL, sum(accounts.scan().toList()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void drop_racesWithEverything(String engine) throws Exception {
    int rounds = LONG ? 200 : engine.equals("memory") ? 20 : 5;
    FaultyStorageEngine storage = storage(engine);
    try (Database database = CoreDatabase.open("test:", storage, TINY)) {
      for (int round = 0; round < rounds; round++) {
        Collection accounts = createAccounts(database, "accounts");
        Workers workers = new Workers();
        allUses(workers, accounts, EnumSet.of(ErrorCode.COLLECTION_NOT_FOUND));
        Thread.sleep(round % 10);
        database.dropCollection("accounts");
        workers.join();
        assertEquals(0, storage.openBlobs(), "round " + round);
        assertEquals(List.of(), storage.listBlobs(""), "round " + round);
      }
      assertEquals(List.of(), database.listCollections());
    }
    try (StorageEngine kept = storage(engine);
        var cursor = kept.scan(new byte[0], null)) {
      assertTrue(cursor.next(), "the record of the database");
      assertEquals(1, cursor.key().length);
      assertTrue(!cursor.next(), "and nothing else");
    }
  }
}

package io.omendb.core;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.EngineNames;
import io.omendb.testkit.disk.SimulatedDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The database against a sorted map, with memtables and segments so small that rows are frozen,
 * flushed and merged all the time. {@code omendb.test.seed} runs one seed, {@code omendb.test.part}
 * a part of them, such as {@code 2/8} for the second of eight, so that many seeds can be run in
 * several goes.
 */
class DatabaseModelTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int OPERATIONS = LONG ? 500 : 200;

  @TempDir(factory = FastDirectory.class)
  Path directory;

  @Test
  void memory_isASortedMap() {
    List<Long> seeds = seeds(LONG ? 50_000 : 2_000);
    seeds.parallelStream()
        .forEach(seed -> {
          String uri = "memory:" + UUID.randomUUID();
          run(seed, OPERATIONS, () -> Database.open(uri, tiny(seed)), uri);
        });
    System.out.printf("DatabaseModelTest: %d seeds in memory%n", seeds.size());
  }

  /** Syncs and reads are single steps of one disk, and a reopening has only what was written. */
  @Test
  void simulatedDisk_isASortedMap() {
    List<Long> seeds = seeds(LONG ? 5_000 : 200);
    seeds.parallelStream()
        .forEach(seed -> {
          SimulatedDisk disk = new SimulatedDisk(seed);
          run(
              seed,
              OPERATIONS,
              () -> CoreDatabase.open("simulated:", disk.open(), tiny(seed)),
              "a simulated disk");
        });
    System.out.printf("DatabaseModelTest: %d seeds on a simulated disk%n", seeds.size());
  }

  @Test
  void rocksdb_isASortedMap() {
    List<Long> seeds = seeds(LONG ? 5_000 : 40);
    seeds.parallelStream()
        .forEach(
            seed -> run(seed, OPERATIONS, "file:" + directory.resolve("seed-" + seed), tiny(seed)));
    System.out.printf("DatabaseModelTest: %d seeds on RocksDB%n", seeds.size());
  }

  static List<EngineNames> combinations() {
    return EngineCombinations.all();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void everyCombination_isASortedMap(EngineNames engines) {
    for (long seed : seeds(LONG ? 100 : 3)) {
      DatabaseOptions options = EngineCombinations.select(tiny(seed), engines);
      run(seed, OPERATIONS, "file:" + directory.resolve("seed-" + seed), options);
    }
  }

  private static List<Long> seeds(int count) {
    Long one = Long.getLong("omendb.test.seed");
    if (one != null) {
      return List.of(one);
    }
    String[] part = System.getProperty("omendb.test.part", "1/1").split("/", 2);
    long which = Long.parseLong(part[0]);
    long parts = Long.parseLong(part[1]);
    return LongStream.range(count * (which - 1) / parts, count * which / parts).boxed().toList();
  }

  /** Options that differ by seed, all tiny; segments of one row are many files, so they are few. */
  private static DatabaseOptions tiny(long seed) {
    return DatabaseOptions.defaults()
        .with(DatabaseOptions.Key.MEMTABLE_BYTES, String.valueOf(1024 << seed % 4))
        .with(DatabaseOptions.Key.MEMTABLE_FROZEN, String.valueOf(1 + seed % 2))
        .with(
            DatabaseOptions.Key.SEGMENT_ROWS,
            String.valueOf(seed % 16 == 0 ? 1 : 7 + seed * 7 % 61))
        .with(DatabaseOptions.Key.MERGE_SEGMENTS, String.valueOf(2 + seed % 5));
  }

  private static void run(long seed, int operations, String uri, DatabaseOptions options) {
    run(seed, operations, () -> Database.open(uri, options), uri + " with " + options.explicit());
  }

  private static void run(long seed, int operations, Supplier<Database> opener, String where) {
    try (DatabaseModel model = new DatabaseModel(opener, seed)) {
      model.run(operations);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + " on " + where, failure);
    }
  }
}

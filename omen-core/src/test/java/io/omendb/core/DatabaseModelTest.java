package io.omendb.core;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.EngineNames;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The database against a sorted map, with memtables and segments so small that rows are frozen,
 * flushed and merged all the time. {@code omendb.test.seed} runs one seed.
 */
class DatabaseModelTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int OPERATIONS = 200;

  @TempDir(factory = FastDirectory.class)
  Path directory;

  @Test
  void memory_isASortedMap() {
    for (long seed : seeds(LONG ? 5_000 : 300)) {
      String uri = "memory:" + UUID.randomUUID();
      run(seed, OPERATIONS, uri, tiny(seed));
    }
  }

  @Test
  void rocksdb_isASortedMap() {
    for (long seed : seeds(LONG ? 1_000 : 20)) {
      run(seed, OPERATIONS, "file:" + directory.resolve("seed-" + seed), tiny(seed));
    }
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
    return one != null ? List.of(one) : LongStream.range(0, count).boxed().toList();
  }

  /** Options that differ by seed, all tiny. */
  private static DatabaseOptions tiny(long seed) {
    return DatabaseOptions.defaults()
        .with(DatabaseOptions.Key.MEMTABLE_BYTES, String.valueOf(1024 << seed % 4))
        .with(DatabaseOptions.Key.MEMTABLE_FROZEN, String.valueOf(1 + seed % 2))
        .with(DatabaseOptions.Key.SEGMENT_ROWS, String.valueOf(1 + seed * 7 % 31))
        .with(DatabaseOptions.Key.MERGE_SEGMENTS, String.valueOf(2 + seed % 5));
  }

  private static void run(long seed, int operations, String uri, DatabaseOptions options) {
    try (DatabaseModel model = new DatabaseModel(() -> Database.open(uri, options), seed)) {
      model.run(operations);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "seed " + seed + " on " + uri + " with " + options.explicit(), failure);
    }
  }
}

package io.omendb.benchmarks.gate;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.benchmarks.peers.RowValues;
import io.omendb.benchmarks.rounds.Task;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.Probes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Reads of rows through the database. */
final class RowPaths {
  private static final int ROWS = 300_000;
  private static final int VALUE_BYTES = 100;
  private static final int GETS = 100;
  private static final int PROBES = 1 << 17;
  private static final long SEED = 42;
  private static final String VALUE = "value";

  private RowPaths() {}

  static PathPair learnedGet(Path directory) {
    long[] keys = keys();
    long[] probes = Probes.present(keys, PROBES, SEED + 1);
    Database binary = open(directory.resolve("binary"), "binary", keys);
    Database learned = open(directory.resolve("pgm"), "pgm", keys);
    Task plain = gets(binary.collection("rows"), probes, 1);
    Task path = gets(learned.collection("rows"), probes, 1);
    IndexPaths.requireSame(plain.run(PROBES), path.run(PROBES));
    return new PathPair(
        plain,
        path,
        () -> {
          binary.close();
          learned.close();
        });
  }

  static PathPair multiGet(Path directory) {
    long[] keys = keys();
    Database database = open(directory.resolve("rows"), "auto", keys);
    Collection rows = database.collection("rows");
    long[] probes = Probes.present(keys, PROBES, SEED + 1);
    int calls = PROBES / GETS;
    Task path = multiGets(rows, probes);
    Task plain = gets(rows, Arrays.copyOf(probes, calls * GETS), GETS);
    IndexPaths.requireSame(plain.run(calls), path.run(calls));
    return new PathPair(plain, path, database::close);
  }

  static PathPair absentGet(Path directory) {
    long[] keys = keys();
    Database database = open(directory.resolve("rows"), "auto", keys);
    Collection rows = database.collection("rows");
    Task plain = gets(rows, Probes.present(keys, PROBES, SEED + 1), 1);
    Task path = gets(rows, Probes.absent(keys, PROBES, SEED + 2), 1);
    IndexPaths.requireSame(0, path.run(PROBES));
    IndexPaths.requireSame((long) PROBES * VALUE_BYTES, plain.run(PROBES));
    return new PathPair(plain, path, database::close);
  }

  private static long[] keys() {
    return Arrays.stream(DataSet.UNIFORM.generate(ROWS, SEED)).sorted().distinct().toArray();
  }

  private static Database open(Path directory, String indexEngine, long[] keys) {
    RowValues values = RowValues.of(VALUE_BYTES, SEED);
    Database database =
        Database.open(
            "file:" + directory,
            DatabaseOptions.defaults().with(DatabaseOptions.Key.INDEX_ENGINE, indexEngine));
    database
        .createCollection("rows", Schema.parse(VALUE + " binary"))
        .bulkLoad(
            IntStream.range(0, keys.length)
                .mapToObj(i -> Row.of(keys[i]).with(VALUE, values.of(keys[i])))
                .iterator());
    return database;
  }

  /**
   * Returns the bytes of all values.
   *
   * @param gets of one operation
   */
  private static Task gets(Collection rows, long[] probes, int gets) {
    int[] next = {0};
    return operations -> {
      long bytes = 0;
      for (int i = 0; i < operations * gets; i++) {
        bytes += rows.get(probes[next[0]]).map(row -> row.getBytes(VALUE).length).orElse(0);
        next[0] = (next[0] + 1) % probes.length;
      }
      return bytes;
    };
  }

  private static Task multiGets(Collection rows, long[] probes) {
    long[][] calls = new long[probes.length / GETS][];
    Arrays.setAll(calls, i -> Arrays.copyOfRange(probes, i * GETS, (i + 1) * GETS));
    int[] next = {0};
    return operations -> {
      long bytes = 0;
      for (int i = 0; i < operations; i++) {
        for (Row row : rows.getAll(calls[next[0]])) {
          bytes += row.getBytes(VALUE).length;
        }
        next[0] = (next[0] + 1) % calls.length;
      }
      return bytes;
    };
  }
}

package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bit is flipped in, or the end cut off, any file of a closed database: RocksDB's, the blobs, the
 * identity. Then the database is refused with an error, or it is as it was. The one exception is
 * the end of RocksDB's newest log: a log that ends early is what a crash leaves, too, so commits
 * may be missing from its end, and from there only. {@code omendb.test.seed} runs one case.
 */
class DirectoryDamageTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int CASES = LONG ? 10_000 : 500;
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.of(ErrorCode.CORRUPTION, ErrorCode.UNSUPPORTED_FORMAT, ErrorCode.INVALID_ARGUMENT);
  private static final DatabaseOptions OPTIONS =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.STORAGE_ENGINE, "rocksdb")
          .with(DatabaseOptions.Key.SEGMENT_ROWS, "100");

  @TempDir(factory = FastDirectory.class)
  Path scratch;

  /** The rows after each commit; a commit's seq is the index. */
  private final List<NavigableMap<Long, Row>> states = new ArrayList<>(List.of(new TreeMap<>()));

  /** In a segment with codes of its vectors. */
  private final CodedRows coded = new CodedRows(42);

  private int refused;
  private int shortened;

  @Test
  @Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damage_isRefusedOrHarmless() throws IOException {
    Path database = scratch.resolve("db");
    fill(database);
    Map<String, byte[]> files = read(database);
    // The lock holds nothing, RocksDB's own log for people says nothing.
    List<String> targets =
        files.entrySet().stream()
            .filter(file -> file.getValue().length > 0)
            .map(Map.Entry::getKey)
            .filter(name -> !name.equals("LOCK") && !name.matches("kv/LOG.*"))
            .toList();
    Long only = Long.getLong("omendb.test.seed");
    for (int i = 0; i < CASES; i++) {
      long seed = only == null ? i : only;
      Random random = new Random(seed);
      // Files in turn, so that small ones get their share.
      String target = targets.get((int) (seed % targets.size()));
      byte[] whole = Objects.requireNonNull(files.get(target));
      byte[] damaged = damage(whole, random);
      write(database, files, target, damaged);
      try {
        check(database, files, target, damaged.length < whole.length);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ", damage to " + target, failure);
      }
    }
    System.out.printf(
        "DirectoryDamageTest: %d damages to %d files, %d refused, %d shortened the log%n",
        CASES, targets.size(), refused, shortened);
    assertTrue(refused >= CASES / 4, () -> "only " + refused + " were noticed");
  }

  private static byte[] damage(byte[] whole, Random random) {
    if (random.nextInt(3) == 0) {
      return Arrays.copyOf(whole, random.nextInt(whole.length));
    }
    byte[] damaged = whole.clone();
    damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return damaged;
  }

  /** Segments, codes of vectors, table files of RocksDB, and commits in its log. */
  private void fill(Path directory) {
    try (Database database =
        Database.open(
            "file:" + directory, OPTIONS.with(DatabaseOptions.Key.SEGMENT_ROWS, "1000"))) {
      Collection collection = database.createCollection("coded", CodedRows.SCHEMA);
      coded.write(collection);
      collection.flush();
    }
    try (Database database = Database.open("file:" + directory, OPTIONS)) {
      database.createCollection("rows", Schema.parse("name utf8, v vector<float32>[3]"));
    }
    for (int opening = 0; opening < 12; opening++) {
      try (Database database = Database.open("file:" + directory, OPTIONS)) {
        Collection rows = database.collection("rows");
        for (int commit = 0; commit < 3; commit++) {
          long first = opening * 20L + commit;
          write(rows, first, first + 25);
        }
        if (opening == 4 || opening == 8) {
          rows.flush();
        }
      }
    }
  }

  private void write(Collection rows, long from, long to) {
    NavigableMap<Long, Row> next = new TreeMap<>(states.getLast());
    WriteBatch batch = new WriteBatch();
    LongStream.range(from, to)
        .mapToObj(
            key -> Row.of(key).with("name", "n" + states.size()).with("v", new float[] {key, 1, 2}))
        .forEach(row -> {
          batch.put(row);
          next.put(row.key(), row);
        });
    batch.delete(from + 3);
    next.remove(from + 3);
    assertEquals(states.size(), rows.write(batch, Durability.SYNC));
    states.add(next);
  }

  private static Map<String, byte[]> read(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static void write(
      Path directory, Map<String, byte[]> files, String target, byte[] damaged) throws IOException {
    for (String name : read(directory).keySet()) {
      if (!files.containsKey(name)) {
        Files.delete(directory.resolve(name));
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      boolean isTarget = file.getKey().equals(target);
      Files.write(directory.resolve(file.getKey()), isTarget ? damaged : file.getValue());
    }
  }

  private void check(Path directory, Map<String, byte[]> files, String target, boolean cut) {
    try (Database database = Database.open("file:" + directory, OPTIONS)) {
      assertEquals(List.of("coded", "rows"), database.listCollections());
      Collection rows = database.collection("rows");
      int seq = (int) rows.stats().seq();
      if (seq != states.size() - 1) {
        assertTrue(cut && isNewestLog(files, target), () -> "without an error at seq " + seq);
        shortened++;
      }
      NavigableMap<Long, Row> expected = states.get(seq);
      assertEquals(List.copyOf(expected.values()), rows.scan().toList());
      for (Row row : expected.values()) {
        assertEquals(row, rows.get(row.key()).orElseThrow());
      }
      assertTrue(rows.get(-1).isEmpty());
      assertEquals(5, rows.nearest(new float[] {7, 1, 2}).k(5).hits().size());
      coded.check(database.collection("coded"), 1);
      assertEquals(coded.rows(), database.collection("coded").scan().toList());
    } catch (OmenException refusal) {
      assertTrue(REFUSALS.contains(refusal.code()), refusal::getMessage);
      refused++;
    }
  }

  private static boolean isNewestLog(Map<String, byte[]> files, String name) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".log") && file.getValue().length > 0)
        .map(Map.Entry::getKey)
        .max(String::compareTo)
        .orElseThrow()
        .equals(name);
  }
}

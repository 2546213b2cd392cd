package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is really full: a small file system in memory, which needs root to be mounted. */
class FullDiskTest {
  /** RocksDB reserves a good part of it for its log. */
  private static final long DISK_BYTES = 96 << 20;

  private static final int SIZES = Boolean.getBoolean("omendb.test.long") ? 50 : 5;

  @TempDir Path mount;

  private boolean mounted;

  @BeforeEach
  void mountSmallDisk() throws IOException, InterruptedException {
    assumeTrue(
        System.getProperty("os.name", "").equals("Linux"), "a small disk is mounted on Linux only");
    List<String> output = new ArrayList<>();
    mounted =
        run(output, "mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", mount.toString());
    assumeTrue(mounted, () -> "mounting a tmpfs needs root: " + output);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      List<String> output = new ArrayList<>();
      assertTrue(run(output, "umount", "-l", mount.toString()), output::toString);
    }
  }

  private static boolean run(List<String> output, String... command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      output.add(String.valueOf(e.getMessage()));
      return false;
    }
    output.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
  }

  private Database open() {
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .with(DatabaseOptions.Key.STORAGE_ENGINE, "rocksdb")
            .with(DatabaseOptions.Key.MEMTABLE_BYTES, "4000000");
    return Database.open("file:" + mount.resolve("db"), options);
  }

  private static Row row(long key) {
    byte[] noise = new byte[100_000];
    new Random(key).nextBytes(noise);
    return Row.of(key).with("noise", noise);
  }

  /** Fills the disk with other people's files, or with rows alone. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fullDisk_endsWritesOnly(boolean filledByOthers) throws IOException, InterruptedException {
    long acknowledged = 0;
    Path filler = mount.resolve("filler");
    Database database = open();
    try {
      Collection rows = database.createCollection("rows", Schema.parse("noise binary"));
      for (; acknowledged < 40; acknowledged++) {
        rows.put(row(acknowledged));
      }
      if (filledByOthers) {
        fill(filler);
      }
      OmenException first = null;
      while (first == null) {
        try {
          rows.put(row(acknowledged));
          acknowledged++;
        } catch (OmenException refusal) {
          first = refusal;
        }
        assertTrue(acknowledged < 10_000, "the disk is never full");
      }
      assertTrue(
          Set.of(ErrorCode.DISK_FULL, ErrorCode.READ_ONLY).contains(first.code()),
          first::getMessage);
      OmenException later =
          assertThrows(OmenException.class, () -> rows.put(Row.of(Long.MAX_VALUE)));
      assertEquals(ErrorCode.READ_ONLY, later.code());
      assertTrue(
          String.valueOf(later.getMessage()).toLowerCase(Locale.ROOT).contains("space"),
          later::getMessage);
      assertHolds(rows, acknowledged);
    } finally {
      closeOnFullDisk(database);
    }
    if (filledByOthers) {
      Files.delete(filler);
    } else {
      assertTrue(
          run(
              new ArrayList<>(),
              "mount",
              "-o",
              "remount,size=" + 3 * DISK_BYTES,
              mount.toString()));
    }
    try (Database reopened = open()) {
      Collection rows = reopened.collection("rows");
      assertHolds(rows, acknowledged);
      rows.put(row(-1));
      rows.merge();
      assertHolds(rows, acknowledged);
    }
  }

  static List<Long> sizes() {
    return LongStream.range(0, SIZES)
        .mapToObj(i -> (84L << 20) + i * (40L << 20) / SIZES + i * 28_693)
        .toList();
  }

  /** The disk is full somewhere else at each size: in the log, a segment, a table, a manifest. */
  @ParameterizedTest
  @MethodSource("sizes")
  void disksOfManySizes_loseNothingAcknowledged(long size)
      throws IOException, InterruptedException {
    List<String> output = new ArrayList<>();
    assertTrue(
        run(output, "mount", "-o", "remount,size=" + size, mount.toString()), output::toString);
    long acknowledged = 0;
    Database database = open();
    try {
      Collection rows = database.createCollection("rows", Schema.parse("noise binary"));
      for (; acknowledged < 10_000; acknowledged++) {
        rows.put(row(acknowledged));
        if (acknowledged % 13 == 12) {
          rows.flush();
        } else if (acknowledged % 50 == 49) {
          rows.merge();
        }
      }
      throw new AssertionError("the disk is never full");
    } catch (OmenException full) {
      assertTrue(
          Set.of(ErrorCode.DISK_FULL, ErrorCode.READ_ONLY).contains(full.code()), full::getMessage);
      long told = database.collection("rows").count();
      assertTrue(told >= acknowledged, () -> told + " rows can be read");
      acknowledged = told;
    } finally {
      closeOnFullDisk(database);
    }
    assertTrue(
        run(output, "mount", "-o", "remount,size=" + 4 * DISK_BYTES, mount.toString()),
        output::toString);
    try (Database reopened = open()) {
      assertHolds(reopened.collection("rows"), acknowledged);
      reopened.collection("rows").merge();
      assertHolds(reopened.collection("rows"), acknowledged);
    }
  }

  @Test
  void fullDisk_opensForReading() throws IOException {
    try (Database database = open()) {
      Collection rows = database.createCollection("rows", Schema.parse("noise binary"));
      rows.put(row(0));
      rows.flush();
      rows.put(row(1));
    }
    Path filler = mount.resolve("filler");
    fill(filler);
    try (Database database = open()) {
      assertHolds(database.collection("rows"), 2);
    } catch (OmenException refusal) {
      assertEquals(ErrorCode.DISK_FULL, refusal.code(), refusal::getMessage);
    }
    Files.delete(filler);
    try (Database database = open()) {
      assertHolds(database.collection("rows"), 2);
    }
  }

  /** The storage may say that its last tidying found no room; the location is free all the same. */
  private static void closeOnFullDisk(Database database) {
    try {
      database.close();
    } catch (OmenException refusal) {
      assertEquals(ErrorCode.DISK_FULL, refusal.code(), refusal::getMessage);
    }
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[64 << 10];
    try (var out = Files.newOutputStream(filler)) {
      for (int size = block.length; size > 0; ) {
        try {
          out.write(block, 0, size);
        } catch (IOException full) {
          size /= 2;
        }
      }
    }
  }

  /** A row whose commit was refused may be there as well: it was never said not to be. */
  private static void assertHolds(Collection rows, long acknowledged) {
    for (long key = 0; key < acknowledged; key++) {
      assertEquals(row(key), rows.get(key).orElseThrow());
    }
    long others = rows.count() - acknowledged;
    assertTrue(others >= 0 && others <= 2, () -> others + " rows that nobody wrote");
  }
}

package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.WriteBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Twelve databases opened and closed at once, again and again, each close racing with writes,
 * reads, flushes and merges. Then everything acknowledged is there, and neither files nor threads
 * have piled up.
 */
@Isolated("it counts threads and open files")
class ManyDatabasesTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int DATABASES = 12;
  private static final int ROUNDS = LONG ? 1_000 : 100;
  private static final int WARM_UP = 5;

  /** Rounds that threads are waited for: so few that one which takes minutes hangs. */
  private static final int AT_ONCE = 50;

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  private static final DatabaseOptions TINY =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.INDEX_ENGINE, "linear")
          .with(DatabaseOptions.Key.MEMTABLE_BYTES, "4096")
          .with(DatabaseOptions.Key.MERGE_SEGMENTS, "2");

  @TempDir(factory = FastDirectory.class)
  Path directory;

  @Test
  @Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void openAndClose_besideEverything_leaksNothing() throws InterruptedException, IOException {
    // Engines start threads and open files that stay, once for the process.
    round(0, WARM_UP);
    List<String> before = openFiles();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    for (int done = WARM_UP; done < ROUNDS; done += AT_ONCE) {
      round(done, Math.min(AT_ONCE, ROUNDS - done));
    }
    List<String> left = openFiles();
    assertEquals(List.of(), left.stream().filter(this::isOurs).toList(), "open files");
    assertEquals(List.of(), mappings().stream().filter(this::isOurs).toList(), "mapped files");
    // The JVM opens some of its own now and then.
    assertTrue(
        left.size() <= before.size() + 2, () -> "open files: " + before + " before, " + left);
    int after = ManagementFactory.getThreadMXBean().getThreadCount();
    assertTrue(after <= threads + 2, () -> "threads: " + threads + " before, " + after + " after");
    System.out.printf(
        "ManyDatabasesTest: %d openings of %d databases, %d file descriptors, %d threads%n",
        ROUNDS * DATABASES, DATABASES, left.size(), after);
  }

  /** Some rounds of all databases at once, each database on a thread of its own. */
  private void round(int first, int rounds) throws InterruptedException {
    Workers workers = new Workers();
    for (int database = 0; database < DATABASES; database++) {
      int own = database;
      workers.start(() -> {
        for (int round = first; round < first + rounds; round++) {
          openUseClose(own, round);
        }
      });
    }
    workers.join();
  }

  private void openUseClose(int number, int round) {
    String uri =
        number % 4 != 0 ? "memory:many-" + number : "file:" + directory.resolve("db-" + number);
    Database database = Database.open(uri, TINY);
    try {
      Collection rows =
          database.listCollections().isEmpty()
              ? database.createCollection("rows", Schema.parse("value int64"))
              : database.collection("rows");
      // What the round before was told: its last commit, or one more that nobody heard of.
      assertTrue(rows.stats().seq() >= round, () -> uri + " at " + rows.stats().seq());
      assertEquals(round, rows.get(-1).map(row -> row.getLong("value")).orElse(0L));
      Workers users = new Workers();
      Set<ErrorCode> ends = EnumSet.of(ErrorCode.CLOSED);
      // Two at a time, so that 12 databases do not wait for each other's processor.
      users.repeatUntilRefused(ends, () -> write(rows));
      switch (round % 3) {
        case 0 -> users.repeatUntilRefused(ends, () -> read(rows));
        case 1 -> users.repeatUntilRefused(ends, rows::flush);
        default -> users.repeatUntilRefused(ends, rows::merge);
      }
      rows.put(Row.of(-1).with("value", round + 1L));
      Thread other = users.start(database::close);
      database.close();
      users.join();
      assertTrue(!other.isAlive());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      database.close();
    }
  }

  private static void write(Collection rows) {
    WriteBatch batch = new WriteBatch();
    for (long key = 0; key < 20; key++) {
      batch.put(Row.of(key).with("value", key));
    }
    rows.write(batch, Durability.ASYNC);
  }

  private static void read(Collection rows) {
    try (View view = rows.view()) {
      long count = view.scan().from(0).toList().size();
      assertTrue(count == 0 || count == 20, () -> "half a batch: " + count);
    }
  }

  /** Whether a file is of one of the databases. */
  private boolean isOurs(String file) {
    return file.contains(directory.toString());
  }

  private static List<String> openFiles() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : open) {
        files.add(Files.readSymbolicLink(descriptor).toString());
      }
    }
    return files;
  }

  private static List<String> mappings() throws IOException {
    return Files.isReadable(MAPPINGS) ? Files.readAllLines(MAPPINGS) : List.of();
  }
}

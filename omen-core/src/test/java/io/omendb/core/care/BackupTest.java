package io.omendb.core.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.BackupSummary;
import io.omendb.Cancellation;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.FastDirectory;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.spi.storage.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is a prefix of the commits, or is refused. */
class BackupTest {
  @TempDir(factory = FastDirectory.class)
  Path directory;

  private CareLocation at(String name) {
    return new CareLocation(directory.resolve(name), DatabaseOptions.defaults());
  }

  private VerifyReport verify(Path backup) {
    return Backup.verify(backup, Progress.NONE);
  }

  @Test
  void backup_saysHowFarItIs() {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    Care care = new Care(directory.resolve("db"), "rocksdb", "pgm").fill();
    try (Database database = care.open()) {
      BackupSummary summary =
          database.backup(
              directory.resolve("backup"),
              (doneBytes, totalBytes) -> {
                done.add(doneBytes);
                totals.add(totalBytes);
              });
      assertEquals(0, done.getFirst());
      assertEquals(totals.getLast(), done.getLast());
      assertEquals(done.stream().sorted().toList(), done);
      assertEquals(1, totals.stream().distinct().count());
      assertTrue(totals.getLast() > 0 && totals.getLast() <= summary.sizeInBytes());
    }
  }

  @Test
  void backup_thatIsGivenUp_isNone() {
    Care care = new Care(directory.resolve("db"), "rocksdb", "pgm").fill();
    Path backup = directory.resolve("backup");
    try (Database database = care.open()) {
      OmenException e =
          assertThrows(
              OmenException.class,
              () -> Cancellation.run(() -> true, () -> database.backup(backup)));
      assertEquals(ErrorCode.CANCELLED, e.code());
      assertFalse(verify(backup).ok());
      assertEquals(2, database.backup(directory.resolve("other")).collections().size());
    }
  }

  @Test
  void backup_restores_whatThereWas() throws IOException {
    for (String storage : List.of("rocksdb", "memory")) {
      Care care = new Care(directory.resolve(storage), storage, "pgm").fill();
      Path backup = directory.resolve(storage + "-backup");
      BackupSummary summary;
      try (Database database = care.open()) {
        summary = database.backup(backup);
        assertEquals(
            database.collection(Care.NAME).stats().seq(), summary.collections().get(1).seq());
      }
      assertEquals(2, summary.collections().size());
      assertEquals(List.of(), verify(backup).problems());

      Care restored = new Care(directory.resolve(storage + "-restored"), "rocksdb", "auto");
      VerifyReport report = Backup.restore(backup, restored.location, Progress.NONE);
      assertTrue(report.ok(), report.toString());
      assertEquals(List.of(), restored.verify().problems());
      restored.assertHolds(List.copyOf(care.rows.values()));
      try (Database database = restored.open()) {
        assertEquals(
            summary.collections().get(1).seq() + 1,
            database.collection(Care.NAME).put(Row.of(7).with("n", 1)));
        Collection next = database.createCollection("next", Schema.parse(""));
        next.put(Row.of(1));
        next.flush();
      }
      assertEquals(List.of(), restored.verify().problems());
      // The backup is a database, too, and reading it leaves it a backup.
      new Care(backup, "rocksdb", "pgm").assertHolds(List.copyOf(care.rows.values()));
      assertEquals(List.of(), verify(backup).problems());
    }
  }

  /**
   * Writers commit rows that say which commit they are of, while flushes, merges and backups go on:
   * every backup is exactly what the commits up to its seq make.
   */
  @Test
  void backup_underWritersAndMerges_isAPrefix() throws Exception {
    DatabaseOptions busy =
        DatabaseOptions.defaults()
            .with(DatabaseOptions.Key.DURABILITY, "async")
            .with(DatabaseOptions.Key.MEMTABLE_BYTES, "16384")
            .with(DatabaseOptions.Key.SEGMENT_ROWS, "64")
            .with(DatabaseOptions.Key.MERGE_SEGMENTS, "2");
    List<List<long[]>> commits = new ArrayList<>(); // by seq - 1: key and value, or key to delete
    AtomicBoolean stop = new AtomicBoolean();
    Path source = directory.resolve("db");
    List<Long> seqs = new ArrayList<>();
    try (Database database = Database.open("file:" + source, busy);
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Collection rows = database.createCollection("rows", Schema.parse("n int64"));
      Future<?> writing =
          writer.submit(() -> {
            Random random = new Random(Care.SEED);
            while (!stop.get()) {
              WriteBatch batch = new WriteBatch();
              List<long[]> commit = new ArrayList<>();
              for (int i = 0; i <= random.nextInt(5); i++) {
                long key = random.nextInt(500);
                if (random.nextInt(4) == 0) {
                  batch.delete(key);
                  commit.add(new long[] {key});
                } else {
                  long value = random.nextLong();
                  batch.put(Row.of(key).with("n", value));
                  commit.add(new long[] {key, value});
                }
              }
              synchronized (commits) {
                commits.add(commit);
              }
              assertEquals(commits.size(), rows.write(batch));
            }
          });
      try {
        for (int i = 0; i < 6; i++) {
          long before = rows.stats().seq();
          long seq = database.backup(directory.resolve("backup-" + i)).collections().get(0).seq();
          assertTrue(seq >= before, seq + " is before " + before);
          seqs.add(seq);
          rows.merge();
        }
      } finally {
        stop.set(true);
        writing.get();
      }
    }
    for (int i = 0; i < seqs.size(); i++) {
      Path backup = directory.resolve("backup-" + i);
      assertEquals(List.of(), verify(backup).problems());
      CareLocation target = at("restored-" + i);
      assertTrue(Backup.restore(backup, target, Progress.NONE).ok());
      try (Database database = Database.open("file:" + target.directory())) {
        assertEquals(
            prefix(commits, seqs.get(i)),
            database.collection("rows").scan().toList(),
            "commits up to " + seqs.get(i) + ", seed " + Care.SEED);
      }
    }
    assertTrue(seqs.getLast() > seqs.getFirst(), "writers went on: " + seqs);
  }

  private static List<Row> prefix(List<List<long[]>> commits, long seq) {
    TreeMap<Long, Row> rows = new TreeMap<>();
    for (List<long[]> commit : commits.subList(0, (int) seq)) {
      for (long[] operation : commit) {
        if (operation.length == 1) {
          rows.remove(operation[0]);
        } else {
          rows.put(operation[0], Row.of(operation[0]).with("n", operation[1]));
        }
      }
    }
    return List.copyOf(rows.values());
  }

  /** What a bulk load wrote is in no log; its commit is counted all the same. */
  @Test
  void backup_afterABulkLoad_hasItsCommit() {
    Path backup = directory.resolve("backup");
    long seq;
    try (Database database = Database.open("file:" + directory.resolve("db"))) {
      Collection rows = database.createCollection("rows", Schema.parse(""));
      rows.put(Row.of(1));
      seq = rows.bulkLoad(List.of(Row.of(2), Row.of(3)).iterator());
      assertEquals(seq, database.backup(backup).collections().getFirst().seq());
    }
    assertEquals(List.of(), Verification.run(at("db"), Progress.NONE).problems());
    assertEquals(List.of(), verify(backup).problems());
    try (Database database = Database.open("file:" + backup)) {
      assertEquals(3, database.collection("rows").count());
      assertEquals(seq + 1, database.collection("rows").put(Row.of(2)));
    }
  }

  @Test
  void unfinishedBackup_isRefusedByAll() throws IOException {
    Path backup = backup();
    Files.delete(backup.resolve("BACKUP"));
    assertRefused(backup, "not finished");
    // As it is before its last step but one.
    try (StorageEngine storage = new Care(backup, "rocksdb", "auto").storage()) {
      storage.delete(StorageKeys.database(), Durability.SYNC);
      storage.delete(StorageKeys.collection("empty"), Durability.SYNC);
      storage.delete(StorageKeys.collection(Care.NAME), Durability.SYNC);
    }
    OmenException e =
        assertThrows(OmenException.class, () -> Database.open("file:" + backup).close());
    assertEquals(ErrorCode.CORRUPTION, e.code());
  }

  private Path backup() {
    Path backup = directory.resolve("backup");
    try (Database database = new Care(directory.resolve("db"), "rocksdb", "auto").fill().open()) {
      assertEquals(2, database.backup(backup).collections().size());
    }
    return backup;
  }

  private void assertRefused(Path backup, String why) {
    VerifyReport verified = verify(backup);
    CareLocation target = at("target");
    VerifyReport restored = Backup.restore(backup, target, Progress.NONE);
    for (VerifyReport report : List.of(verified, restored)) {
      assertFalse(report.ok(), why);
      assertTrue(
          report.problems().stream().anyMatch(p -> (p.file() + " " + p.problem()).contains(why)),
          () -> why + ": " + report.problems());
    }
    assertFalse(Files.exists(target.directory()), "nothing was restored");
  }

  @Test
  void damagedBackup_isRefused() throws IOException {
    Path backup = backup();
    List<Path> files;
    try (Stream<Path> all = Files.walk(backup)) {
      files =
          all.filter(file ->
                  (file.toString().contains("/blobs/") && Files.isRegularFile(file))
                      || file.endsWith("BACKUP")
                      || file.endsWith("OMENDB"))
              .sorted()
              .toList();
    }
    assertTrue(files.size() > 8, files.toString());
    Random random = new Random(Care.SEED);
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      byte[] whole = Files.readAllBytes(file);
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      for (byte[] content : List.of(flipped, Arrays.copyOf(whole, whole.length / 2))) {
        Files.write(file, content);
        assertRefused(backup, name);
      }
      Files.delete(file);
      assertRefused(backup, name);
      Files.write(file, whole);
    }
    Path added = backup.resolve("blobs/added.arrow");
    Files.createFile(added);
    assertRefused(backup, "added.arrow");
    Files.delete(added);
    assertEquals(List.of(), verify(backup).problems());
  }

  @Test
  void backupThatWasWrittenTo_isNoBackupAnyMore() {
    Path backup = backup();
    try (Database database = Database.open("file:" + backup)) {
      database.collection("empty").put(Row.of(1));
    }
    assertRefused(backup, "not those that were backed up");
  }

  @Test
  void places_thatAreTaken_areRefused() throws IOException {
    Path backup = backup();
    Path full = Files.createDirectory(directory.resolve("full"));
    Files.createFile(full.resolve("letter.txt"));
    try (Database database = new Care(directory.resolve("db"), "rocksdb", "auto").open()) {
      for (Path taken :
          List.of(backup, full, full.resolve("letter.txt"), directory.resolve("db/backup"))) {
        OmenException e = assertThrows(OmenException.class, () -> database.backup(taken));
        assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
        assertEquals("directory", e.field().orElseThrow());
      }
      assertEquals(
          2, database.backup(Files.createDirectory(full.resolve("x"))).collections().size());
    }
    OmenException e =
        assertThrows(OmenException.class, () -> Backup.restore(backup, at("full"), Progress.NONE));
    assertEquals("db", e.field().orElseThrow());
    e = assertThrows(OmenException.class, () -> verify(directory.resolve("none")));
    assertEquals(ErrorCode.LOCATION_NOT_FOUND, e.code());
  }
}

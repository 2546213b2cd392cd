package io.omendb.core.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.FastDirectory;
import io.omendb.core.care.Problem.Severity;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every damage is found and named, and nothing else is. */
class VerificationTest {
  private static final int FLIPS = Boolean.getBoolean("omendb.test.long") ? 200 : 6;

  @TempDir(factory = FastDirectory.class)
  Path directory;

  private final Random random = new Random(Care.SEED);

  private Care filled() {
    return new Care(directory.resolve("db"), "rocksdb", "auto").fill();
  }

  @Test
  void cleanDatabase_ofEveryEngine_hasNoProblems() {
    for (String storage : EngineRegistry.get().storage().availableNames()) {
      for (String index : EngineRegistry.get().index().availableNames()) {
        Care care = new Care(directory.resolve(storage + "-" + index), storage, index).fill();
        for (int i = 0; i < 2; i++) {
          VerifyReport report = care.verify();
          assertEquals(List.of(), report.problems(), storage + ", " + index);
          assertTrue(report.ok());
          assertEquals(2, report.collections());
          assertTrue(report.segments() >= 4 && report.files() == 2 * report.segments());
          assertTrue(report.rows() >= 250 && report.bytes() > 10_000, report.toString());
        }
        care.assertWhole();
      }
    }
  }

  @Test
  void emptyDatabase_hasNoProblems() {
    Care care = new Care(directory.resolve("db"), "rocksdb", "auto");
    care.open().close();
    assertEquals(new VerifyReport(0, 1, 0, 0, 0, care.verify().bytes(), List.of()), care.verify());
  }

  @Test
  void whereNoneIs_isAnErrorAndMakesNone() {
    Care care = new Care(directory.resolve("db"), "rocksdb", "auto");
    OmenException e = assertThrows(OmenException.class, care::verify);
    assertEquals(ErrorCode.LOCATION_NOT_FOUND, e.code());
    assertFalse(Files.exists(directory.resolve("db")));
  }

  @Test
  void openDatabase_isLocked() {
    Care care = filled();
    try (Database database = care.open()) {
      assertEquals(2, database.listCollections().size());
      OmenException e = assertThrows(OmenException.class, care::verify);
      assertEquals(ErrorCode.DATABASE_LOCKED, e.code());
    }
  }

  /** Every file of blobs in turn: flipped, cut short, longer, gone. */
  @Test
  void damagedBlob_isNamedAndNothingElse() throws IOException {
    Care care = filled();
    for (Path file : files("blobs")) {
      String name = String.valueOf(file.getFileName());
      byte[] whole = Files.readAllBytes(file);
      List<byte[]> damaged = new ArrayList<>();
      for (int i = 0; i < FLIPS; i++) {
        byte[] flipped = whole.clone();
        flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        damaged.add(flipped);
      }
      for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1, whole.length + 1}) {
        damaged.add(Arrays.copyOf(whole, length));
      }
      for (byte[] content : damaged) {
        Files.write(file, content);
        assertNames(care, name, name.endsWith(".index") ? Severity.REPAIRABLE : Severity.DAMAGE);
      }
      Files.delete(file);
      assertNames(care, name, name.endsWith(".index") ? Severity.REPAIRABLE : Severity.DAMAGE);
      Files.write(file, whole);
    }
    assertEquals(List.of(), care.verify().problems());
    care.assertWhole();
  }

  private static void assertNames(Care care, String file, Severity severity) {
    VerifyReport report = care.verify();
    assertFalse(report.ok(), file + ", seed " + Care.SEED);
    for (Problem problem : report.problems()) {
      assertTrue(problem.file().endsWith(file), () -> problem + ", seed " + Care.SEED);
      assertEquals(severity, problem.severity(), problem::toString);
      assertFalse(problem.problem().isEmpty() || problem.remedy().isEmpty());
    }
  }

  /** Every record in turn: flipped, cut short, gone. */
  @Test
  void damagedRecord_isNamed() {
    Care care = filled();
    Map<String, byte[]> records = records(care);
    assertTrue(records.size() > 6, records.keySet()::toString);
    records.forEach((hex, whole) -> {
      byte[] key = HexFormat.of().parseHex(hex);
      String name =
          switch ((char) key[0]) {
            case 'D' -> "database record";
            case 'C' -> "catalog record of ";
            case 'R' -> "ref main of collection rows";
            case 'M' -> "manifest ";
            default -> "log record ";
          };
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      for (byte[] content : List.of(flipped, Arrays.copyOf(whole, whole.length - 1))) {
        put(care, key, content);
        VerifyReport report = care.verify();
        assertFalse(report.ok(), name);
        assertTrue(
            report.problems().stream().anyMatch(p -> p.file().startsWith(name)),
            () -> name + report.problems() + ", seed " + Care.SEED);
      }
      put(care, key, whole);
    });
    assertEquals(List.of(), care.verify().problems());
  }

  @Test
  void missingRecord_isNamed() {
    Care care = filled();
    Map<String, byte[]> records = records(care);
    String lastCommit =
        records.keySet().stream().filter(hex -> hex.startsWith("4c")).reduce("", (a, b) -> b);
    records.forEach((hex, whole) -> {
      byte[] key = HexFormat.of().parseHex(hex);
      boolean isEmptyCollection = key[0] == 'C' && whole.length < 40;
      // The end of the log, or a collection without anything, could as well never have been there.
      if (!hex.equals(lastCommit) && !isEmptyCollection) {
        try (StorageEngine storage = care.storage()) {
          storage.delete(key, Durability.SYNC);
        }
        VerifyReport report = care.verify();
        assertFalse(report.ok(), hex);
        assertTrue(
            report.problems().stream()
                .anyMatch(p -> p.problem().contains("missing") && p.severity() == Severity.DAMAGE),
            () -> hex + report.problems());
        put(care, key, whole);
      }
    });
    assertEquals(List.of(), care.verify().problems());
  }

  /** What is known to be of no use is said to be, and only where that is known. */
  @Test
  void leftovers_areNamedButNoCorruption() throws IOException {
    Care care = filled();
    Path blobs = directory.resolve("db/blobs");
    Files.createFile(blobs.resolve(".tmp-rows-2-000099.arrow"));
    Files.createFile(blobs.resolve("rows-2-000098.arrow"));
    Files.createFile(blobs.resolve("rows-2-000098.arrow.index"));
    VerifyReport report = care.verify();
    assertTrue(report.ok());
    assertEquals(3, report.problems().size(), report.problems()::toString);
    assertTrue(report.problems().stream().allMatch(p -> p.severity() == Severity.LEFTOVER));
    assertTrue(report.problems().getLast().remedy().contains("omen repair"));

    records(care)
        .forEach((hex, whole) -> {
          if (hex.startsWith("4d")) {
            put(care, HexFormat.of().parseHex(hex), new byte[20]);
          }
        });
    report = care.verify();
    assertFalse(report.ok());
    List<Problem> blobsNamed =
        report.problems().stream().filter(p -> p.problem().contains("no manifest")).toList();
    assertTrue(blobsNamed.size() > 4, "all blobs of the collection, too");
    assertTrue(blobsNamed.stream().allMatch(p -> p.remedy().startsWith("keep it")));
  }

  /** It goes on behind the first problem. */
  @Test
  void severalDamages_areAllNamed() throws IOException {
    Care care = filled();
    List<Path> blobs = files("blobs");
    for (Path file : blobs) {
      byte[] content = Files.readAllBytes(file);
      content[content.length / 2] ^= 1;
      Files.write(file, content);
    }
    records(care)
        .forEach((hex, whole) -> {
          if (hex.startsWith("4c")) {
            put(care, HexFormat.of().parseHex(hex), Arrays.copyOf(whole, 9));
          }
        });
    List<Problem> problems = care.verify().problems();
    for (Path file : blobs) {
      String name = String.valueOf(file.getFileName());
      // A sidecar over damaged keys has nothing to be compared with.
      if (!name.endsWith(".index")) {
        assertTrue(problems.stream().anyMatch(p -> p.file().equals(name)), name + problems);
      }
    }
    long commits = records(care).keySet().stream().filter(hex -> hex.startsWith("4c")).count();
    assertEquals(commits, problems.stream().filter(p -> p.file().startsWith("log record")).count());
  }

  /** A flipped bit of a file of RocksDB's is found wherever it would be read. */
  @Test
  void damagedKeyValueFile_isNamed() throws IOException {
    Care care = filled();
    try (StorageEngine storage = care.storage()) {
      for (int i = 0; i < 20; i++) { // more than RocksDB keeps in its log
        storage.put(new byte[] {'Z'}, new byte[1 << 20], Durability.SYNC);
      }
      storage.delete(new byte[] {'Z'}, Durability.SYNC);
    }
    int tables = 0;
    for (Path file : files("kv")) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".sst") || name.equals("CURRENT") || name.startsWith("MANIFEST")) {
        tables += name.endsWith(".sst") ? 1 : 0;
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        flipped[name.endsWith(".sst") ? whole.length / 2 : 3] ^= 0x10;
        Files.write(file, flipped);
        VerifyReport report = care.verify();
        assertFalse(report.ok(), name);
        Files.write(file, whole);
      }
    }
    assertTrue(tables > 0, "there was a table to damage");
    assertEquals(List.of(), care.verify().problems());
  }

  /** RocksDB opens without its log and knows of nothing; nothing may take that for a new start. */
  @Test
  void lostLog_isDamageAndNothingIsRemoved() throws IOException {
    Care care = filled();
    List<Path> before = files("blobs");
    for (Path file : files("kv")) {
      if (file.toString().endsWith(".log")) {
        Files.delete(file);
      }
    }
    VerifyReport report = care.verify();
    assertFalse(report.ok(), report.toString());
    assertEquals("database record", report.problems().getFirst().file());
    assertTrue(
        Repair.run(care.location, true, Progress.NONE).actions().isEmpty(), "nothing is known");
    OmenException e = assertThrows(OmenException.class, () -> care.open().close());
    assertEquals(ErrorCode.CORRUPTION, e.code());
    assertEquals(before, files("blobs"));
  }

  @Test
  void identityFile_missingOrDamaged_isNamed() throws IOException {
    Care care = filled();
    Path identity = directory.resolve("db/OMENDB");
    byte[] whole = Files.readAllBytes(identity);
    Files.delete(identity);
    assertNames(care, "OMENDB", Severity.DAMAGE);
    byte[] flipped = whole.clone();
    flipped[whole.length - 1] ^= 1;
    Files.write(identity, flipped);
    assertNames(care, "OMENDB", Severity.DAMAGE);
    Files.write(identity, whole);
    assertEquals(List.of(), care.verify().problems());
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("db").resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static Map<String, byte[]> records(Care care) {
    Map<String, byte[]> records = new TreeMap<>();
    try (StorageEngine storage = care.storage();
        StorageCursor cursor = storage.scan(new byte[0], null)) {
      while (cursor.next()) {
        records.put(HexFormat.of().formatHex(cursor.key()), cursor.value());
      }
    }
    return records;
  }

  private static void put(Care care, byte[] key, byte[] value) {
    try (StorageEngine storage = care.storage()) {
      storage.put(key, value, Durability.SYNC);
    }
  }
}

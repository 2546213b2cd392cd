package io.omendb.core.care;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.Database;
import io.omendb.Row;
import io.omendb.core.FastDirectory;
import io.omendb.core.care.RepairReport.Action;
import io.omendb.core.care.RepairReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be made again is; what cannot is never dropped in silence. */
class RepairTest {
  @TempDir(factory = FastDirectory.class)
  Path directory;

  private Care care = new Care(Path.of(""), "rocksdb", "auto");

  @BeforeEach
  void fill() {
    care = new Care(directory.resolve("db"), "rocksdb", "auto").fill();
  }

  private RepairReport plan(boolean acceptLoss) {
    return Repair.plan(care.location, acceptLoss, Progress.NONE);
  }

  private RepairReport repair(boolean acceptLoss) {
    return Repair.run(care.location, acceptLoss, Progress.NONE);
  }

  private List<Path> blobs(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("db/blobs"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  @Test
  void wholeDatabase_isLeftAlone() throws IOException {
    Map<String, byte[]> before = contents();
    RepairReport report = repair(true);
    assertEquals(new RepairReport(false, List.of(), List.of()), report);
    assertSame(before, contents());
  }

  @Test
  void dryRun_changesNothing_repair_doesWhatItSaid() throws IOException {
    flip(blobs(".index").get(0));
    Files.delete(blobs(".index").get(1));
    Files.createFile(directory.resolve("db/blobs/.tmp-x"));
    Files.createFile(directory.resolve("db/blobs/rows-2-000099.arrow"));
    Map<String, byte[]> before = contents();
    RepairReport planned = plan(true);
    assertTrue(planned.ok() && planned.dryRun(), planned.toString());
    assertEquals(
        List.of(Kind.REMOVE, Kind.RETRAIN, Kind.RETRAIN, Kind.REMOVE),
        planned.actions().stream().map(Action::kind).toList());
    assertSame(before, contents());

    RepairReport done = repair(false);
    assertEquals(planned.actions(), done.actions());
    assertEquals(List.of(), done.problems());
    assertEquals(List.of(), care.verify().problems());
    care.assertWhole();
  }

  @Test
  void damagedSegment_isKeptUnlessTheLossIsAccepted() throws IOException {
    Path segment = blobs(".arrow").get(1);
    flip(segment);
    byte[] damaged = Files.readAllBytes(segment);
    Map<String, byte[]> before = contents();
    RepairReport report = repair(false);
    assertFalse(report.ok());
    assertEquals(List.of(), report.actions());
    assertTrue(report.problems().getFirst().remedy().contains("--accept-loss"));
    assertSame(before, contents());

    List<Action> planned = plan(true).actions();
    assertSame(before, contents());
    assertEquals(1, planned.size());
    assertEquals(String.valueOf(segment.getFileName()), planned.getFirst().file());
    assertTrue(
        planned.getFirst().detail().matches("collection 'rows' loses \\d+ rows with keys .*"),
        planned.toString());

    assertThrows(CorruptionException.class, () -> care.open().close());
    report = repair(true);
    assertEquals(planned, report.actions());
    assertTrue(report.ok(), report.toString());
    assertArrayEquals(
        damaged,
        Files.readAllBytes(directory.resolve("db/quarantine").resolve(segment.getFileName())));
    assertEquals(List.of(), care.verify().problems());
    assertOnlyThoseKeysDiffer(planned.getFirst().detail());
  }

  /** Outside the key range that was named nothing has changed. */
  private void assertOnlyThoseKeysDiffer(String detail) {
    String[] words = detail.substring(detail.indexOf("keys ") + 5).split("[ ,]", -1);
    long from = Long.parseLong(words[0]);
    long to = Long.parseLong(words[2]);
    try (Database database = care.open()) {
      List<Row> left = database.collection(Care.NAME).scan().toList();
      assertTrue(left.size() != care.rows.size() || !left.equals(List.copyOf(care.rows.values())));
      assertEquals(outside(new ArrayList<>(care.rows.values()), from, to), outside(left, from, to));
    }
  }

  private static List<Row> outside(List<Row> rows, long from, long to) {
    return rows.stream().filter(row -> row.key() < from || row.key() > to).toList();
  }

  @Test
  void missingSegment_isGivenUpOnlyWhereAccepted() throws IOException {
    Files.delete(blobs(".arrow").getLast());
    assertFalse(repair(false).ok());
    assertThrows(CorruptionException.class, () -> care.open().close());
    assertTrue(repair(true).ok());
    care.open().close();
  }

  /** Between its two steps a repair can be cut short; the next goes on from there. */
  @Test
  void cutShort_afterTheMove_canBeRepeated() throws IOException {
    Path segment = blobs(".arrow").get(0);
    flip(segment);
    try (var storage = care.storage()) {
      storage.quarantineBlob(String.valueOf(segment.getFileName()));
    }
    assertFalse(care.verify().ok());
    assertTrue(repair(true).ok());
    assertEquals(List.of(), care.verify().problems());
    assertTrue(Files.exists(directory.resolve("db/quarantine").resolve(segment.getFileName())));
  }

  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory.resolve("db"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith("LOG") && !name.equals("LOCK")) { // RocksDB's messages, and the pid
          contents.put(file.toString(), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  private static void assertSame(Map<String, byte[]> before, Map<String, byte[]> after) {
    assertEquals(before.keySet(), after.keySet());
    before.forEach((file, content) -> assertArrayEquals(content, after.get(file), file));
  }
}

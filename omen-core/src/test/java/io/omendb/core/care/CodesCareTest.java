package io.omendb.core.care;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.NearestPlan;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.core.CodedRows;
import io.omendb.core.FastDirectory;
import io.omendb.core.care.Problem.Severity;
import io.omendb.core.care.RepairReport.Action;
import io.omendb.core.care.RepairReport.Kind;
import io.omendb.core.segment.VectorSidecars;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes of vectors are verified, repaired and backed up; damage to them changes no answer. */
class CodesCareTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final int FLIPS = Boolean.getBoolean("omendb.test.long") ? 200 : 6;

  /** Kept, since a logger that nobody refers to forgets its level. Damage is planned here. */
  private static final Logger QUIET = Logger.getLogger(VectorSidecars.class.getName());

  static {
    QUIET.setLevel(Level.OFF);
  }

  @TempDir(factory = FastDirectory.class)
  Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final CodedRows rows = new CodedRows(SEED);

  /** Two segments with two files of codes each, and a commit in the log. */
  @BeforeEach
  void fill() {
    try (Database database = open("db")) {
      Collection collection = database.createCollection("rows", CodedRows.SCHEMA);
      for (int i = 0; i < 2; i++) {
        rows.write(collection);
        collection.flush();
      }
      rows.write(collection);
    }
  }

  private CareLocation at(String name) {
    return new CareLocation(
        directory.resolve(name),
        DatabaseOptions.defaults().with(DatabaseOptions.Key.MERGE_SEGMENTS, "1000"));
  }

  private Database open(String name) {
    return Database.open("file:" + directory.resolve(name), at(name).options());
  }

  private VerifyReport verify() {
    return Verification.run(at("db"), Progress.NONE);
  }

  private List<Path> blobs(String name, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(name).resolve("blobs"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private List<Path> codes() throws IOException {
    return blobs("db", ".codes");
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private void assertSearches(String name, int searches) {
    try (Database database = open(name)) {
      rows.check(database.collection("rows"), searches);
    }
  }

  private void assertNames(Severity severity, String file) {
    List<Problem> problems = verify().problems();
    assertEquals(1, problems.size(), () -> problems + ", seed " + SEED);
    assertTrue(problems.getFirst().file().endsWith(file), problems::toString);
    assertEquals(severity, problems.getFirst().severity(), problems::toString);
    assertFalse(problems.getFirst().problem().isEmpty());
  }

  private RepairReport repair() {
    return Repair.run(at("db"), false, Progress.NONE);
  }

  @Test
  void wholeDatabase_hasNoProblems() throws IOException {
    assertEquals(4, codes().size());
    VerifyReport report = verify();
    assertEquals(List.of(), report.problems());
    assertEquals(2 + 2 + 4, report.files());
    assertEquals(new RepairReport(false, List.of(), List.of()), repair());
    assertSearches("db", 5);
    try (Database database = open("db")) {
      NearestPlan plan = database.collection("rows").nearest("x", vectorOfOnes()).explain();
      assertEquals(
          List.of("certified", "certified"),
          plan.segments().stream().map(NearestPlan.SegmentScan::method).toList());
      long bytes = 0;
      for (Path file : codes()) {
        bytes += Files.size(file);
      }
      List<SegmentStats> segments = database.collection("rows").stats().segments();
      assertEquals(bytes, segments.stream().mapToLong(SegmentStats::codesBytes).sum());
    }
  }

  /** Every file of codes in turn: flipped, cut short, longer, gone. */
  @Test
  void damagedCodes_areNamed_changeNoAnswer_andAreWrittenAgain() throws IOException {
    for (Path file : codes()) {
      byte[] whole = Files.readAllBytes(file);
      for (byte[] damaged : CodedRows.damages(whole, FLIPS, random)) {
        Files.write(file, damaged);
        assertNames(Severity.REPAIRABLE, nameOf(file));
        assertSearches("db", 1);
      }
      Files.delete(file);
      assertNames(Severity.REPAIRABLE, nameOf(file));
      assertSearches("db", 1);

      Action written = new Action(Kind.ENCODE, nameOf(file), "from the vectors of the segment");
      RepairReport planned = Repair.plan(at("db"), false, Progress.NONE);
      assertEquals(new RepairReport(true, List.of(written), List.of()), planned);
      assertFalse(Files.exists(file));
      assertEquals(new RepairReport(false, List.of(written), List.of()), repair());
      assertArrayEquals(whole, Files.readAllBytes(file), nameOf(file));
    }
    assertEquals(List.of(), verify().problems());
  }

  /** Each byte that no checksum covers: the length of the head, and zeros between the sections. */
  @Test
  void byteOutsideTheSections_isNamed() throws IOException {
    Path file = codes().getFirst();
    byte[] whole = Files.readAllBytes(file);
    int zeros = 0;
    for (int i = 0; i < whole.length; i++) {
      boolean isPadding = i >= 64 && i % 64 > 60 && whole[i] == 0;
      if (i < 4 || (isPadding && zeros++ < 20)) {
        byte[] changed = whole.clone();
        changed[i] ^= 64;
        Files.write(file, changed);
        assertNames(Severity.REPAIRABLE, nameOf(file));
      }
    }
    byte[] last = whole.clone();
    last[whole.length - 1] ^= 1;
    Files.write(file, last);
    assertNames(Severity.REPAIRABLE, nameOf(file));
    assertEquals(Kind.ENCODE, repair().actions().getFirst().kind());
    assertArrayEquals(whole, Files.readAllBytes(file));
  }

  @Test
  void codesOfANewerBuild_areNamed_andSearchesReadTheVectors() throws IOException {
    Path file = codes().getFirst();
    byte[] newer = Files.readAllBytes(file);
    ByteBuffer bytes = ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getInt(0);
    newer[Integer.BYTES + 5] = 2; // The version of the envelope.
    CRC32C checksum = new CRC32C();
    checksum.update(newer, Integer.BYTES, length - Integer.BYTES);
    bytes.putInt(length, (int) checksum.getValue());
    Files.write(file, newer);
    assertNames(Severity.REPAIRABLE, nameOf(file));
    assertTrue(verify().problems().getFirst().problem().contains("version 2"));
    assertSearches("db", 2);
  }

  @Test
  void codesOfNoColumn_areLeftover() throws IOException {
    Path file = codes().getFirst();
    for (String column : List.of("z", "w")) {
      Path unused = file.resolveSibling(nameOf(file).replace(".x.", "." + column + "."));
      Files.copy(file, unused);
      assertNames(Severity.LEFTOVER, nameOf(unused));
      assertTrue(verify().ok());
      assertSearches("db", 1);
      assertEquals(
          List.of(
              new Action(Kind.REMOVE, nameOf(unused), "no column of the segment has such codes")),
          repair().actions());
      assertFalse(Files.exists(unused));
    }
    Path ofNoSegment = file.resolveSibling("rows-1-999999.arrow.x.codes");
    Files.copy(file, ofNoSegment);
    assertNames(Severity.LEFTOVER, nameOf(ofNoSegment));
    assertEquals(1, repair().actions().size());
    assertEquals(4, codes().size());
  }

  /** Where too many vectors have no codes there is no file, and that is as it should be. */
  @Test
  void segmentWithoutCodes_isKnownFromItsVectors() throws IOException {
    Path codes = codes().getFirst();
    try (Database database = open("db")) {
      Collection zeros = database.createCollection("zeros", Schema.parse("x vector<float32>[40]"));
      WriteBatch batch = new WriteBatch();
      for (int key = 0; key < CodedRows.ROWS; key++) {
        float[] vector = new float[40];
        vector[0] = key % 3;
        batch.put(Row.of(key).with("x", vector));
      }
      zeros.write(batch);
      zeros.flush();
    }
    assertEquals(4, codes().size());
    assertEquals(List.of(), verify().problems());
    Path segment =
        blobs("db", ".arrow").stream()
            .filter(file -> nameOf(file).startsWith("zeros"))
            .findFirst()
            .orElseThrow();
    Path planted = codes.resolveSibling(nameOf(segment) + ".x.codes");
    Files.copy(codes, planted);
    assertNames(Severity.REPAIRABLE, nameOf(planted));
    assertEquals(Kind.ENCODE, repair().actions().getFirst().kind());
    assertFalse(Files.exists(planted));
    assertEquals(List.of(), verify().problems());
  }

  @Test
  void backup_hasTheCodes_andARestoredDatabaseSearchesByThem() throws IOException {
    Path backup = directory.resolve("backup");
    try (Database database = open("db")) {
      database.collection("rows").flush();
      Files.delete(codes().getFirst()); // Behind its back: the backup has them all the same.
      database.backup(backup);
    }
    assertEquals(List.of(), Backup.verify(backup, Progress.NONE).problems());
    List<Path> copied = blobs("backup", ".codes");
    assertEquals(6, copied.size());
    repair();
    for (Path file : codes()) {
      assertArrayEquals(
          Files.readAllBytes(file),
          Files.readAllBytes(backup.resolve("blobs").resolve(nameOf(file))),
          nameOf(file));
    }
    assertTrue(Backup.restore(backup, at("restored"), Progress.NONE).ok());
    try (Database database = open("restored")) {
      Collection restored = database.collection("rows");
      assertEquals(rows.rows(), restored.scan().toList());
      rows.check(restored, 5);
      NearestPlan plan = restored.nearest("x", vectorOfOnes()).explain();
      assertEquals(3, plan.segments().size());
      plan.segments().forEach(each -> assertEquals("certified", each.method()));
    }
    Files.delete(copied.getLast());
    VerifyReport report = Backup.verify(backup, Progress.NONE);
    assertFalse(report.ok());
    report
        .problems()
        .forEach(problem -> assertTrue(problem.file().endsWith(nameOf(copied.getLast()))));
  }

  private static float[] vectorOfOnes() {
    float[] ones = new float[40];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  /** Codes that rotted after they were opened do not get into a backup. */
  @Test
  void backup_ofDamagedCodes_hasSoundOnes() throws IOException {
    Path file = codes().getFirst();
    byte[] whole = Files.readAllBytes(file);
    try (Database database = open("db")) {
      rows.check(database.collection("rows"), 1);
      byte[] damaged = whole.clone();
      damaged[whole.length / 2] ^= 1;
      Files.write(file, damaged, java.nio.file.StandardOpenOption.WRITE);
      database.backup(directory.resolve("backup"));
    }
    assertEquals(List.of(), Backup.verify(directory.resolve("backup"), Progress.NONE).problems());
    Path copy = directory.resolve("backup/blobs").resolve(file.getFileName());
    assertArrayEquals(whole, Files.readAllBytes(copy));
  }

  /** A view searches on in segments that a merge has removed, codes opened before or not. */
  @Test
  void view_searchesOn_whileAMergeRemovesItsCodes() throws IOException {
    CodedRows before = new CodedRows(SEED + 1);
    try (Database database = open("db")) {
      Collection merged = database.createCollection("merged", CodedRows.SCHEMA);
      for (int i = 0; i < 2; i++) {
        before.write(merged);
        merged.flush();
      }
      try (View searched = merged.view();
          View fresh = merged.view()) {
        before.check(searched, 2);
        merged.merge();
        assertEquals(2, blobs("db", ".codes").stream().filter(CodesCareTest::ofMerged).count());
        before.check(searched, 3);
        before.check(fresh, 3);
        before.check(merged, 3);
      }
    }
    try (Database database = open("db")) {
      Collection unopened = database.collection("merged");
      before.write(unopened);
      unopened.flush();
      try (View view = unopened.view()) {
        unopened.merge(); // Before any search has opened codes.
        before.check(view, 3);
      }
      database.dropCollection("merged");
      assertEquals(0, blobs("db", "").stream().filter(CodesCareTest::ofMerged).count());
    }
    assertEquals(List.of(), verify().problems());
  }

  private static boolean ofMerged(Path file) {
    return nameOf(file).startsWith("merged");
  }
}

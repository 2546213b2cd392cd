package io.omendb.core.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.core.FastDirectory;
import io.omendb.core.care.Problem.Severity;
import io.omendb.core.care.RepairReport.Action;
import io.omendb.core.care.RepairReport.Kind;
import io.omendb.core.segment.SegmentGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs over vectors are verified and backed up; a damaged one is removed by a repair. */
class GraphCareTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final int DIMENSION = 16;
  private static final int ROWS = 4_000;
  private static final int FLIPS = 8;

  @TempDir(factory = FastDirectory.class)
  Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
    }
    return vector;
  }

  @BeforeEach
  void fill() {
    try (Database database = open("db")) {
      Collection rows =
          database.createCollection(
              "rows", Schema.parse("x vector<float32>[%d]".formatted(DIMENSION)));
      rows.put(LongStream.range(0, ROWS).mapToObj(key -> Row.of(key).with("x", vector())).toList());
      rows.flush();
      assertEquals(SearchMode.GRAPH, searched(rows));
    }
  }

  private static SearchMode searched(Collection rows) {
    return rows.nearest(new float[DIMENSION]).k(5).mode(SearchMode.GRAPH).run().mode();
  }

  private CareLocation at(String name) {
    return new CareLocation(
        directory.resolve(name),
        DatabaseOptions.defaults()
            .with("vectors.graph", "lucene")
            .with("vectors.graph-rows", "500"));
  }

  private Database open(String name) {
    return Database.open("file:" + directory.resolve(name), at(name).options());
  }

  private Path graph(String name) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(name))) {
      return files
          .filter(file -> SegmentGraphs.isGraph(file.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void soundGraph_isNoProblem() {
    assertEquals(List.of(), Verification.run(at("db"), Progress.NONE).problems());
  }

  @Test
  void anyFlippedByte_isFound_andRepairRemovesTheGraph() throws IOException {
    Path file = graph("db");
    byte[] whole = Files.readAllBytes(file);
    for (int flip = 0; flip < FLIPS; flip++) {
      byte[] damaged = whole.clone();
      int at = flip == 0 ? damaged.length - 1 : random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      Files.write(file, damaged);
      List<Problem> problems = Verification.run(at("db"), Progress.NONE).problems();
      if (problems.isEmpty()) {
        assertEquals(0, whole[at], "only zeros between head and graph do not count: byte " + at);
        continue;
      }
      assertEquals(1, problems.size(), problems::toString);
      assertEquals(Severity.REPAIRABLE, problems.getFirst().severity());
      assertTrue(problems.getFirst().file().endsWith(".graph"), problems::toString);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 7));
    RepairReport repaired = Repair.run(at("db"), false, Progress.NONE);
    assertEquals(List.of(Kind.REMOVE), repaired.actions().stream().map(Action::kind).toList());
    assertEquals(List.of(), repaired.problems());
    try (Database database = open("db")) {
      assertEquals(ROWS, database.collection("rows").count());
      assertTrue(searched(database.collection("rows")) != SearchMode.GRAPH);
    }
  }

  @Test
  void graphOfNoColumn_isALeftover() throws IOException {
    Path file = graph("db");
    String other = file.getFileName().toString().replace(".x.", ".y.");
    Files.copy(file, file.resolveSibling(other));
    List<Problem> problems = Verification.run(at("db"), Progress.NONE).problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(Severity.LEFTOVER, problems.getFirst().severity());
    Repair.run(at("db"), false, Progress.NONE);
    assertTrue(Files.exists(file) && !Files.exists(file.resolveSibling(other)));
  }

  @Test
  void backup_hasTheGraph() throws IOException {
    try (Database database = open("db")) {
      database.backup(directory.resolve("copy"));
    }
    assertEquals(-1, Files.mismatch(graph("db"), graph("copy")));
    try (Database restored = open("copy")) {
      assertEquals(SearchMode.GRAPH, searched(restored.collection("rows")));
    }
  }
}

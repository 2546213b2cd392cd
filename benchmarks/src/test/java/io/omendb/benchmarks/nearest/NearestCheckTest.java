package io.omendb.benchmarks.nearest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.SearchFilter;
import io.omendb.benchmarks.vectors.TaggedRows;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.VectorSource.Stored;
import io.omendb.benchmarks.vectors.WantedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every system passes the check in every mode; systems that answer wrongly do not. */
class NearestCheckTest {
  @TempDir Path scratch;

  static Stream<String> modes() {
    return Stream.of(NearestSystem.values())
        .flatMap(system ->
            system.modes().stream().filter(system::has).map(mode -> system.text() + " " + mode));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void everyMode_passes(String name) throws IOException {
    NearestSystem system = NearestSystem.parse(name.split(" ", 2)[0]);
    String mode = name.split(" ", 2)[1];
    for (Metric metric : Metric.values()) {
      Path directory = Files.createDirectories(scratch.resolve(metric.text()));
      NearestCheck.run(system, mode, metric, directory);
    }
  }

  /** A scan whose answers are changed by a test. */
  private abstract static class WrongIndex implements NearestIndex {
    private final NearestIndex right;

    WrongIndex(VectorSet base, Metric metric) {
      right = new ScanIndex(base, metric);
    }

    abstract void spoil(Answer answer, WantedRows wanted);

    @Override
    public void search(float[] query, int k, WantedRows wanted, Setting setting, Answer answer) {
      right.search(query, k, wanted, setting, answer);
      spoil(answer, wanted);
    }

    @Override
    public List<Setting> settings(int k) {
      return right.settings(k);
    }

    @Override
    public long searchedBytes() {
      return right.searchedBytes();
    }

    @Override
    public long totalBytes() {
      return right.totalBytes();
    }

    @Override
    public void close() {
      right.close();
    }
  }

  /** Says what the check said. */
  private static String fails(Spoiling spoiling, boolean exhaustive) {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () ->
                NearestCheck.run(
                    (base, metric, tags) ->
                        new WrongIndex(base, metric) {
                          @Override
                          void spoil(Answer answer, WantedRows wanted) {
                            spoiling.spoil(answer, wanted);
                          }
                        },
                    Metric.L2,
                    exhaustive));
    return String.valueOf(e.getMessage());
  }

  private interface Spoiling {
    void spoil(Answer answer, WantedRows wanted);
  }

  private static int outside(WantedRows wanted) {
    return IntStream.range(0, 1_000).filter(row -> !wanted.contains(row)).findFirst().orElse(1_000);
  }

  @Test
  void wrongAnswers_failTheCheck() {
    assertTrue(
        fails((answer, wanted) -> answer.rows()[0] = answer.rows()[1], false).contains("twice"));
    assertTrue(
        fails((answer, wanted) -> answer.rows()[9] = outside(wanted), false).contains("row"));
    assertTrue(fails((answer, wanted) -> answer.clear(), false).contains("recall 0.0"));
    // Only where rows are picked by the string column.
    Spoiling tagged =
        (answer, wanted) -> {
          if (wanted instanceof TaggedRows) {
            answer.rows()[9] = outside(wanted);
          }
        };
    assertTrue(fails(tagged, true).contains("tag_0_1 = 't0'"));
    // One row too few is what a graph may return and a scan may not.
    Spoiling shorter =
        (answer, wanted) -> {
          int[] rows = answer.rows().clone();
          answer.clear();
          for (int i = 0; i < 9; i++) {
            answer.add(rows[i]);
          }
        };
    assertTrue(fails(shorter, true).contains("recall 0.9"));
  }

  @Test
  void aModeThatIsNotThere_isRefusedByName() {
    OmenException e =
        assertThrows(
            OmenException.class,
            () ->
                new OmenIndex(
                    scratch.resolve("db"),
                    VectorSet.of(new float[] {1}),
                    Metric.L2,
                    "psychic",
                    List.of()));
    assertEquals(ErrorCode.UNSUPPORTED, e.code());
    assertTrue(e.what().contains("'psychic'"), e.what());
    assertTrue(e.remedy().orElse("").contains("exact"), e.what());
  }

  @Test
  void tasks_surviveTheWayToTheirProcess() {
    NearestTask task =
        new NearestTask(
            NearestSystem.LUCENE,
            "hnsw_1bit",
            new Stored(Path.of("a \"b\".npy"), Path.of("q.npy"), 5, 6),
            Metric.DOT,
            7,
            List.of(SearchFilter.NONE, SearchFilter.keys(0.01), SearchFilter.where(0.05)),
            List.of(1, 16),
            123_456_789_012L,
            Path.of("dir"));
    assertEquals(task, NearestTask.read(task.write()));
  }
}

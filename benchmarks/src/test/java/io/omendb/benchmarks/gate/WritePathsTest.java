package io.omendb.benchmarks.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ways write the same rows, which opening them compares, and go on where they ended. */
class WritePathsTest {
  private static final int CHECKED = 2;

  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({"BATCH_WRITE, 1000", "BULK_LOAD, 20000"})
  void bothWays_writeTheSameRows(GatePath path, long rowsOfAnOperation) {
    try (PathPair pair = path.open(scratch)) {
      long expected = (CHECKED + 3) * rowsOfAnOperation;
      assertEquals(expected, pair.plain().run(3));
      assertEquals(expected, pair.path().run(3));
    }
  }
}

package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuiteSelectionTest {
  private static final String PACKAGE = "io.omendb.benchmarks.database.";

  private static SuiteSelection database(String... engines) {
    return new SuiteSelection(Suite.DATABASE, List.of(engines));
  }

  private static boolean runs(SuiteSelection selection, @Nullable String only, String benchmark) {
    return Pattern.compile(selection.pattern(only)).matcher(PACKAGE + benchmark).find();
  }

  @Test
  void withoutAWish_everythingRuns() {
    for (SuiteSelection all : List.of(database(), database("all"))) {
      assertEquals(Map.of(), all.parameters());
      assertTrue(runs(all, null, "RowBenchmark.get"));
      assertTrue(runs(all, null, "NearestBenchmark.nearest"));
    }
  }

  @Test
  void indexEngines_standForTheDatabaseThatUsesThem() {
    SuiteSelection some = database("binary", "omendb_auto", "rocksdb");
    assertEquals(
        Map.of("system", List.of("omendb_binary", "omendb_auto", "rocksdb")), some.parameters());
    assertTrue(runs(some, null, "RowBenchmark.get"));
    assertFalse(runs(some, null, "NearestBenchmark.nearest"));
  }

  @Test
  void computeEngines_areThoseOfTheNearestSearch() {
    SuiteSelection some = database("scalar");
    assertEquals(Map.of("engine", List.of("scalar")), some.parameters());
    assertFalse(runs(some, null, "RowBenchmark.get"));
    assertTrue(runs(some, null, "NearestBenchmark.nearest"));
  }

  @Test
  void operations_areWholeNames() {
    SuiteSelection binary = database("binary");
    assertTrue(runs(binary, "get,multi_get", "RowBenchmark.get"));
    assertTrue(runs(binary, "get,multi_get", "RowBenchmark.multiGet"));
    assertFalse(runs(binary, "get,multi_get", "RowBenchmark.getMissing"));
    assertTrue(runs(binary, "scan_1000", "RowBenchmark.scan1000"));
  }

  @Test
  void regularExpressions_matchAnywhere() {
    assertTrue(runs(database(), "RowBenchmark.put.*", "RowBenchmark.putSync"));
    assertFalse(runs(database(), "RowBenchmark.put.*", "RowBenchmark.get"));
  }
}

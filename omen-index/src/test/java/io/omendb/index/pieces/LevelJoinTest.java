package io.omendb.index.pieces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.index.auto.AutoIndexProvider;
import io.omendb.index.binary.BinaryIndexProvider;
import io.omendb.index.btree.StaticTreeProvider;
import io.omendb.index.linear.LinearIndexProvider;
import io.omendb.index.pgm.PgmIndexProvider;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LevelIndex;
import io.omendb.testkit.index.LevelOracle;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which kind of level each engine makes of its runs: answers are exact with any, so only the
 * description tells that the fast one is used.
 */
final class LevelJoinTest {
  private static final long SEED = 42;

  private static LevelIndex join(IndexEngine engine, long[] keys, int... starts) {
    List<IndexedRun> runs = new ArrayList<>();
    for (int run = 0; run + 1 < starts.length; run++) {
      MemorySegment part =
          KeySegments.onHeap(Arrays.copyOfRange(keys, starts[run], starts[run + 1]));
      runs.add(new IndexedRun(part, engine.train(part)));
    }
    LevelIndex level = engine.join(runs);
    new LevelOracle(level.description(), keys, starts, SEED).check(level, 1_000);
    return level;
  }

  private static String describe(IndexEngine engine, DataSet dataSet) {
    long[] keys = Arrays.stream(dataSet.generate(30_000, SEED)).distinct().toArray();
    return join(engine, keys, 0, 10_000, 20_000, keys.length).description();
  }

  private static void assertMatches(String pattern, String description) {
    assertTrue(description.matches(pattern), description);
  }

  @Test
  void pgm_isOneModelWithOneWindow() {
    assertMatches(
        "one model of \\d+ lines over 3 runs, found by .*, positions in one window",
        describe(new PgmIndexProvider().create(), DataSet.UNIFORM));
  }

  @Test
  void pgmOfGreatEpsilon_halvesPositions() {
    assertMatches(
        "one model of \\d+ lines over 3 runs, found by .*, positions halved to a window",
        describe(new PgmIndexProvider().create(new IndexSettings(100)), DataSet.UNIFORM));
  }

  @Test
  void evenlySpacedKeys_areOneModelWithOneWindow() {
    for (IndexEngine engine :
        List.of(new LinearIndexProvider().create(), new AutoIndexProvider().create())) {
      assertMatches(
          "one model of 3 lines over 3 runs, found by .*, positions in one window",
          describe(engine, DataSet.SEQUENTIAL));
    }
  }

  @Test
  void btree_isTreesBehindATree() {
    assertEquals(
        "the trees of 3 runs behind a tree over their last keys",
        describe(new StaticTreeProvider().create(), DataSet.UNIFORM));
  }

  @Test
  void othersAreSearchedRunByRun() {
    for (IndexEngine engine :
        List.of(new BinaryIndexProvider().create(), new LinearIndexProvider().create())) {
      assertEquals(
          "the indexes of 3 runs behind a search of their first keys",
          describe(engine, DataSet.UNIFORM));
    }
  }

  /** What a small flush leaves beside large segments: too few keys to be worth a model. */
  @Test
  void runsWithoutLines_doNotSlowDownTheOthers() {
    long[] keys = new long[12_000];
    long[] random = DataSet.UNIFORM.generate(2_000, SEED);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i < 2_000 ? random[i] : random[1_999] + 3L * (i - 1_999);
    }
    assertMatches(
        "one model of 2 lines over 2 runs, found by .*, positions in one window;"
            + " 1 runs searched by their own index",
        join(new AutoIndexProvider().create(), keys, 0, 2_000, 12_000).description());
  }
}

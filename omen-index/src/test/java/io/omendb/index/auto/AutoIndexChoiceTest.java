package io.omendb.index.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.spi.index.IndexStats;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is chosen without a race, and what a race leaves behind. */
final class AutoIndexChoiceTest {
  private static IndexStats stats(long[] keys) {
    return new AutoIndexProvider().create().train(KeySegments.onHeap(keys)).stats();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 10, 12, 1_000_003, 1L << 40, (1L << 40) + 1})
  void evenlySpacedKeys_areComputed(long step) {
    long[] keys = new long[100_000];
    Arrays.setAll(keys, i -> -5_000 + i * step);
    IndexStats stats = stats(keys);
    assertEquals("auto", stats.engine());
    assertEquals("linear", stats.chosen());
    assertEquals(0, stats.maxError());
    assertEquals(List.of(100_000L), stats.errorHistogram());
  }

  @Test
  void fewKeys_areNotRaced() {
    assertEquals("btree", stats(DataSet.UNIFORM.generate(4_000, 1)).chosen());
  }

  @Test
  void otherKeys_areRaced_withBothTimesAsTheReason() {
    IndexStats stats = stats(DataSet.UNIFORM.generate(50_000, 1));
    assertTrue(List.of("pgm", "btree").contains(stats.chosen()), stats::chosen);
    assertTrue(
        stats
            .reason()
            .matches(
                "(pgm|btree) takes [0-9.]+ ns a lookup and [0-9.]+ in a batch,"
                    + " (pgm|btree) [0-9.]+ and [0-9.]+"),
        stats::reason);
    assertTrue(stats.reason().startsWith(stats.chosen()), stats::reason);
  }
}

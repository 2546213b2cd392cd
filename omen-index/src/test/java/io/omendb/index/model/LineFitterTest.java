package io.omendb.index.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.index.search.SortedKeys;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LineFitterTest {
  private static LineTable fit(long[] keys, int from, int to) {
    SortedKeys sorted = SortedKeys.of(KeySegments.onHeap(keys));
    LineTable line = new LineTable(1);
    new LineFitter(sorted, KeyScale.of(sorted)).fit(line, 0, from, to);
    return line;
  }

  @Test
  void fit_evenlySpacedKeysHaveANarrowWindow() {
    for (long step : new long[] {1, 3, 1_000, 1L << 40}) {
      long[] keys = new long[10_000];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = -77 + i * step;
      }
      int width = fit(keys, 0, keys.length).width(0);
      assertTrue(width <= 2, () -> "width " + width + " at step " + step);
    }
  }

  /** No window of a line through the first key is narrower than its errors demand. */
  @ParameterizedTest
  @EnumSource
  void fit_windowTouchesTheTruthOnBothSides(DataSet dataSet) {
    long[] keys = dataSet.generate(5_000, 1);
    SortedKeys sorted = SortedKeys.of(KeySegments.onHeap(keys));
    KeyScale scale = KeyScale.of(sorted);
    LineTable line = fit(keys, 0, keys.length);
    int fromLow = Integer.MAX_VALUE;
    int fromHigh = Integer.MAX_VALUE;
    int first = 0;
    for (int i = 0; i < keys.length; i++) {
      first = keys[i] == keys[first] ? first : i;
      int low = line.low(0, scale.offset(keys[i]));
      fromLow = Math.min(fromLow, first - low);
      fromHigh = Math.min(fromHigh, low + line.width(0) - 1 - first);
    }
    assertEquals(0, fromLow, "distance from the low end");
    assertEquals(0, fromHigh, "distance from the high end");
  }

  @Test
  void fit_emptyRunPointsAtTheNextKey() {
    long[] keys = DataSet.UNIFORM.generate(100, 1);
    LineTable line = fit(keys, 40, 40);
    assertEquals(40, line.low(0, 0));
    assertEquals(40, line.low(0, Long.MAX_VALUE));
    assertEquals(1, line.width(0));
  }
}

package io.omendb.index.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class KeyCountTest {
  private static final long[] KEYS = DataSet.EXTREMES.generate(200, 3);

  @Test
  void less_vectorsAndScalarAgreeWithTheDefinition() {
    SortedKeys segment = SortedKeys.of(KeySegments.onHeap(KEYS));
    for (int start = 0; start < 60; start++) {
      for (int length : new int[] {KeyCount.SHORT_RUN, KeyCount.LONG_RUN}) {
        for (long probe : KEYS) {
          long[] run = Arrays.copyOfRange(KEYS, start, start + length);
          int expected = (int) Arrays.stream(run).filter(key -> key < probe).count();
          assertEquals(expected, KeyCount.scalarLess(segment, start, length, probe));
          assertEquals(expected, VectorKeyCount.less(segment, start, length, probe));
        }
      }
    }
  }

  @Test
  void runLength_takesAllKeys() {
    for (int keys = 1; keys <= KeyCount.LONG_RUN; keys++) {
      int length = KeyCount.runLength(keys);
      assertTrue(length >= keys && length <= KeyCount.LONG_RUN);
    }
  }
}

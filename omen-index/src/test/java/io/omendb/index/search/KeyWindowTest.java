package io.omendb.index.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.testkit.index.IndexOracle;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every window over every probe: right, wrong, out of bounds, around the widths that differ. */
final class KeyWindowTest {
  private static final int[] WIDTHS = {1, 2, 5, 6, 7, 8, 14, 22, 29, 30, 31, 32, 33, 64, 100, 300};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 31, 32, 33, 40, 41, 100, 130})
  void lowerBound_isRightForAnyWindow(int size) {
    for (DataSet dataSet : new DataSet[] {DataSet.WITH_HOLES, DataSet.DUPLICATES}) {
      long[] keys = dataSet.generate(size, size);
      IndexOracle oracle = new IndexOracle(dataSet.name(), keys, size);
      KeyWindow window = new KeyWindow(SortedKeys.of(KeySegments.onHeap(keys)));
      for (int at = 0; at < size; at++) {
        for (long probe = keys[at] - 1; probe <= keys[at] + 1; probe++) {
          int expected = oracle.lowerBound(probe);
          for (int width : WIDTHS) {
            for (int low = -size; low <= size; low += 1 + size / 20) {
              if (window.lowerBound(probe, window.start(probe, low, Math.min(width, size)))
                  != expected) {
                assertEquals(
                    expected,
                    window.lowerBound(probe, window.start(probe, low, Math.min(width, size))),
                    dataSet + ", size " + size + ", low " + low + ", width " + width);
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 30, 31, 64, 200})
  void fallbacks_countOnlyWindowsThatAreWrong(int width) {
    long[] keys = DataSet.SEQUENTIAL.generate(1_000, 1);
    KeyWindow window = new KeyWindow(SortedKeys.of(KeySegments.onHeap(keys)));
    for (int at = 0; at < keys.length; at++) {
      for (int ahead = 0; ahead < width; ahead += 1 + width / 10) {
        assertEquals(at, window.search(keys[at], window.start(keys[at], at - ahead, width)));
      }
    }
    assertEquals(0, window.fallbacks());
    assertEquals(700, window.search(keys[700], window.start(keys[700], 100, width)));
    assertEquals(100, window.search(keys[100], window.start(keys[100], 600, width)));
    assertEquals(2, window.fallbacks());
  }
}

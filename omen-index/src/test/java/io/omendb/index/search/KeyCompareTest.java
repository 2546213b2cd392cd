package io.omendb.index.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vectors and their scalar twin against the definition, wherever the vectors are used. */
final class KeyCompareTest {
  @ParameterizedTest
  @EnumSource(names = {"EXTREMES", "DUPLICATES", "WITH_HOLES"})
  void compare_vectorsAndScalarAgreeWithTheDefinition(DataSet dataSet) {
    long[] all = dataSet.generate(200, 3);
    SortedKeys keys = SortedKeys.of(KeySegments.onHeap(all));
    for (int start = 0; start < 60; start++) {
      for (int width : new int[] {KeyCompare.TWO_LINES, KeyCompare.THREE_LINES}) {
        long[] run = Arrays.copyOfRange(all, start, start + width);
        for (long probe : all) {
          int less = (int) Arrays.stream(run).filter(key -> key < probe).count();
          assertEquals(less, KeyCompare.scalarLess(keys, start, width, probe));
          assertEquals(less, VectorKeyCompare.less(keys, start, width, probe));
          int first = less < width && run[less] == probe ? less : width;
          assertEquals(first, KeyCompare.scalarFirstEqual(keys, start, width, probe));
          assertEquals(
              first, Math.min(width, VectorKeyCompare.firstEqual(keys, start, width, probe)));
        }
      }
    }
  }
}

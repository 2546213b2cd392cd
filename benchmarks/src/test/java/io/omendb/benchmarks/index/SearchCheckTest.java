package io.omendb.benchmarks.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.Probes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchCheckTest {
  private static final int KEYS = 5_000;

  @ParameterizedTest
  @EnumSource
  void everySystem_findsEveryKey(DataSet dataSet) {
    long[] keys = dataSet.generate(KEYS, 1);
    for (String system : SearchSystem.all()) {
      SearchCheck check = SearchCheck.of(system, keys);
      assertTrue(check.isRight(), () -> system + ": " + check);
    }
  }

  @Test
  void bytesPerKey_ofAMapAreItsEntries() {
    long[] keys = DataSet.UNIFORM.generate(KEYS, 1);
    double entry = SearchCheck.of("treemap", keys).bytesPerKey();
    assertTrue(entry > 60 && entry < 120, () -> "entry, Long and Integer: " + entry);
    assertEquals(0, SearchCheck.of("binary_search", keys).bytesPerKey(), "nothing but the keys");
    assertNotNull(SearchCheck.of("rmi", keys).stats());
  }

  @Test
  void wrongAnswers_areCounted() {
    long[] keys = {1, 2, 3, 3};
    SearchSystem wrong =
        new SearchSystem() {
          @Override
          public int position(long key) {
            return key == 3 ? 3 : (int) key - 1; // the last 3, not the first
          }

          @Override
          public int lowerBound(long key) {
            return 1;
          }
        };
    SearchCheck check = SearchCheck.of(wrong, keys);
    assertEquals(0.5, check.found());
    assertEquals(0.25, check.lowerBoundsRight());
  }

  @ParameterizedTest
  @EnumSource
  void absentProbes_areAbsent(DataSet dataSet) {
    long[] keys = dataSet.generate(KEYS, 1);
    long[] probes = Probes.absent(keys, 10_000, 2);
    assertTrue(probes.length > 0 || keys[0] == Long.MIN_VALUE, () -> "none, " + dataSet);
    for (long probe : probes) {
      assertTrue(Arrays.binarySearch(keys, probe) < 0, () -> probe + " of " + dataSet);
    }
    boolean gaps = dataSet != DataSet.SEQUENTIAL && dataSet != DataSet.ALL_EQUAL;
    long between = Arrays.stream(probes).filter(p -> p > keys[0] && p < keys[KEYS - 1]).count();
    if (gaps && dataSet != DataSet.ONE_OUTLIER) {
      assertTrue(between > probes.length / 2, () -> between + " between keys, " + dataSet);
    }
  }
}

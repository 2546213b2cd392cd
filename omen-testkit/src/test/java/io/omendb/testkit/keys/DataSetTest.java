package io.omendb.testkit.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DataSetTest {
  @ParameterizedTest
  @EnumSource
  void generate_ascendsAndRepeats(DataSet dataSet) {
    long[] keys = dataSet.generate(10_000, 7);
    assertEquals(10_000, keys.length);
    assertTrue(IntStream.range(1, keys.length).allMatch(i -> keys[i - 1] <= keys[i]));
    assertArrayEquals(keys, dataSet.generate(10_000, 7));
  }

  @Test
  void generate_extremesHoldBothEnds() {
    long[] keys = DataSet.EXTREMES.generate(100, 7);
    assertEquals(Long.MIN_VALUE, keys[0]);
    assertEquals(Long.MAX_VALUE, keys[99]);
  }

  @ParameterizedTest
  @EnumSource
  void probes_arePresentOrAbsentAsAsked(DataSet dataSet) {
    long[] keys = dataSet.generate(10_000, 7);
    long[] present = Probes.present(keys, 1_000, 8);
    long[] absent = Probes.absent(keys, 1_000, 9);
    assertEquals(1_000, present.length);
    assertTrue(absent.length > 900, () -> absent.length + " absent keys of " + dataSet);
    assertTrue(Arrays.stream(present).allMatch(key -> Arrays.binarySearch(keys, key) >= 0));
    assertTrue(Arrays.stream(absent).allMatch(key -> Arrays.binarySearch(keys, key) < 0));
  }
}

package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.Probes;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No key that is there is ever refused; of those that are not, nearly all are. */
class KeyFilterTest {
  private static final int COUNT = 20_000;
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final double MOST_LET_THROUGH = 0.015;

  @ParameterizedTest
  @EnumSource
  void keys_areAdmitted_andOthersHardlyEver(DataSet dataSet) {
    long[] keys = dataSet.generate(COUNT, SEED);
    KeyFilter filter = KeyFilter.of(MemorySegment.ofArray(keys));
    for (long key : keys) {
      assertTrue(filter.mayContain(key), dataSet + ": " + key);
    }
    long[] absent = Probes.absent(keys, COUNT, SEED);
    int through = 0;
    for (long key : absent) {
      through += filter.mayContain(key) ? 1 : 0;
    }
    assertTrue(
        through <= MOST_LET_THROUGH * absent.length,
        dataSet + ": " + through + " of " + absent.length + ", seed " + SEED);
  }

  @Test
  void extremes() {
    long[] keys = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
    KeyFilter filter = KeyFilter.of(MemorySegment.ofArray(keys));
    for (long key : keys) {
      assertTrue(filter.mayContain(key));
    }
    assertFalse(KeyFilter.of(MemorySegment.ofArray(new long[0])).mayContain(0));
  }
}

package io.omendb.core.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is added is found again, and slabs take little more than what is in them. */
class ValueSlabsTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  /** What the slabs take before they have their full size, and the one that is being filled. */
  private static final long GROWTH_BYTES = 8 << 20;

  /** Around the length from which values have an array of their own, and half a slab and more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 100_000, 524_000, 524_280, 524_281, 2_200_000, 5_000_000})
  void slabs_areFilled(int length) {
    ValueSlabs slabs = new ValueSlabs();
    byte[] value = new byte[length];
    int count = Math.min(2_000_000, 100_000_000 / length);
    for (int i = 0; i < count; i++) {
      slabs.add(value, 0, length);
    }
    long added = (long) count * length;
    long taken = slabs.sizeInBytes();
    assertTrue(taken <= added / 7 * 8 + GROWTH_BYTES, () -> taken + " bytes for " + added);
  }

  @Test
  void values_areFoundAgain() {
    Random random = new Random(SEED);
    ValueSlabs slabs = new ValueSlabs();
    byte[][] values = new byte[300][];
    long[] places = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = new byte[1 + random.nextInt(1 << (1 + random.nextInt(20)))];
      random.nextBytes(values[i]);
      byte[] source = new byte[values[i].length + 7];
      System.arraycopy(values[i], 0, source, 3, values[i].length);
      places[i] = slabs.add(source, 3, values[i].length);
      assertTrue(places[i] >= 0);
    }
    for (int i = 0; i < values.length; i++) {
      ByteBuffer at = slabs.at(places[i]);
      byte[] found = new byte[values[i].length];
      at.get(found);
      assertEquals(Arrays.hashCode(values[i]), Arrays.hashCode(found), "value " + i);
    }
  }
}

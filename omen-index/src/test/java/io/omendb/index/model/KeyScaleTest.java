package io.omendb.index.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.index.search.SortedKeys;
import io.omendb.testkit.keys.KeySegments;
import org.junit.jupiter.api.Test;

final class KeyScaleTest {
  private static KeyScale scale(long... keys) {
    return KeyScale.of(SortedKeys.of(KeySegments.onHeap(keys)));
  }

  @Test
  void offset_keepsEveryBitBeyondTwoToThe53() {
    KeyScale scale = scale(1L << 60, (1L << 60) + 3);
    assertEquals(1, scale.offset((1L << 60) + 1));
    assertEquals(2, scale.offset((1L << 60) + 2));
  }

  @Test
  void offset_isNeverNegativeOverTheWholeRange() {
    KeyScale scale = scale(Long.MIN_VALUE, Long.MAX_VALUE);
    assertEquals(0, scale.offset(Long.MIN_VALUE));
    assertEquals(1L << 62, scale.offset(0));
    assertEquals(Long.MAX_VALUE, scale.offset(Long.MAX_VALUE));
  }

  @Test
  void offset_ofTheWidestSpanThatFits() {
    assertEquals(Long.MAX_VALUE, scale(0, Long.MAX_VALUE).offset(Long.MAX_VALUE));
    assertEquals(0, scale(-1, Long.MAX_VALUE - 1).shift());
    assertEquals(1, scale(-1, Long.MAX_VALUE).shift());
  }

  @Test
  void excludes_allKeysWhereThereAreNone() {
    KeyScale none = scale();
    for (long key : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      assertTrue(none.excludes(key));
    }
    assertFalse(scale(Long.MIN_VALUE).excludes(Long.MIN_VALUE));
    assertFalse(scale(Long.MAX_VALUE).excludes(Long.MAX_VALUE));
  }
}

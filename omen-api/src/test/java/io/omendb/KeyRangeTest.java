package io.omendb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRangeTest {
  @Test
  void bounds_areFromInclusiveToExclusive() {
    KeyRange range = KeyRange.of(-1, 2);
    assertFalse(range.contains(-2));
    assertTrue(range.contains(-1));
    assertTrue(range.contains(1));
    assertFalse(range.contains(2));
    assertEquals(1, range.last());
    assertFalse(range.isEmpty());
  }

  @Test
  void extremes_areReached() {
    assertTrue(KeyRange.ALL.contains(Long.MIN_VALUE));
    assertTrue(KeyRange.ALL.contains(Long.MAX_VALUE));
    assertEquals(KeyRange.ALL, KeyRange.between(null, null));
    assertEquals(Long.MAX_VALUE, KeyRange.between(5L, null).last());
    assertFalse(KeyRange.of(Long.MIN_VALUE, Long.MAX_VALUE).contains(Long.MAX_VALUE));
    assertTrue(KeyRange.between(Long.MAX_VALUE, null).contains(Long.MAX_VALUE));
  }

  @Test
  void equalBounds_areEmpty() {
    for (long key : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
      assertTrue(KeyRange.of(key, key).isEmpty());
      assertFalse(KeyRange.of(key, key).contains(key));
    }
  }

  @Test
  void reversedBounds_areRefused() {
    OmenException refusal = assertThrows(OmenException.class, () -> KeyRange.of(5, 4));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    assertEquals(Optional.of("to"), refusal.field());
    assertThrows(OmenException.class, () -> KeyRange.of(1, Long.MIN_VALUE));
  }
}

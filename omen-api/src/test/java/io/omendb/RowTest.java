package io.omendb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void equality_ignoresOrderAndNulls() {
    Row row = Row.of(1).with("a", 1L).with("b", new float[] {1, 2}).with("c", new byte[] {3});
    Row same = Row.of(1).with("c", new byte[] {3}).with("b", new float[] {1, 2}).with("a", 1L);
    assertEquals(row, same);
    assertEquals(row.hashCode(), same.hashCode());
    assertEquals(row, same.with("d", null));
    assertEquals(row.hashCode(), same.with("d", null).hashCode());
    assertNotEquals(row, Row.of(2).with("a", 1L));
    assertNotEquals(row, same.with("a", 2L));
    assertNotEquals(row, same.with("d", 1L));
    assertNotEquals(same.with("d", 1L), row);
    assertNotEquals(Row.of(1).with("a", 0.0), Row.of(1).with("a", -0.0));
    assertEquals(Row.of(1).with("a", Double.NaN), Row.of(1).with("a", Double.NaN));
  }

  @Test
  void with_leavesTheOriginalAlone() {
    Row row = Row.of(1).with("a", 1L);
    Row replaced = row.with("a", 2L);
    assertEquals(1L, row.get("a"));
    assertEquals(2L, replaced.get("a"));
    assertEquals(1, replaced.size());
    assertEquals(2, row.with("b", null).size());
    assertEquals(Row.of(1, Map.of("a", 1L)), row);
  }

  @Test
  void getters_giveTheTypeOrSayWhatIsThere() {
    Row row =
        Row.of(5)
            .with("flag", true)
            .with("n", 7)
            .with("text", "x")
            .with("at", Instant.EPOCH)
            .with("nothing", null);
    assertEquals(true, row.getBoolean("flag"));
    assertEquals(7L, row.getLong("n"));
    assertEquals(7.0, row.getDouble("n"));
    assertEquals("x", row.getString("text"));
    assertEquals(Instant.EPOCH, row.getInstant("at"));
    assertNull(row.get("absent"));
    for (String column : List.of("nothing", "absent", "text")) {
      OmenException refusal = assertThrows(OmenException.class, () -> row.getLong(column));
      assertEquals(ErrorCode.INVALID_VALUE, refusal.code());
      assertEquals(Optional.of(column), refusal.field());
      assertEquals(true, refusal.what().contains("key 5"), refusal::what);
    }
  }

  @Test
  void text_isForPeople() {
    assertEquals(
        "{key=42, name=Bern, v=[1.0, 2.0], b=0x0aff, n=null}",
        Row.of(42)
            .with("name", "Bern")
            .with("v", new float[] {1, 2})
            .with("b", new byte[] {10, -1})
            .with("n", null)
            .toString());
  }
}

package io.omendb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseOptionsTest {
  @Test
  void values_areSetByTextAndByKey() {
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .with("index.engine", "rmi")
            .with(DatabaseOptions.Key.SEGMENT_ROWS, "5");
    assertEquals("rmi", options.get(DatabaseOptions.Key.INDEX_ENGINE));
    assertEquals(5, options.getLong(DatabaseOptions.Key.SEGMENT_ROWS));
    assertEquals(
        Map.of(DatabaseOptions.Key.INDEX_ENGINE, "rmi", DatabaseOptions.Key.SEGMENT_ROWS, "5"),
        options.explicit());
    assertEquals(Map.of(), DatabaseOptions.defaults().explicit());
  }

  @Test
  void defaults_passTheirOwnChecks() {
    for (DatabaseOptions.Key key : DatabaseOptions.Key.values()) {
      DatabaseOptions.defaults().with(key, key.defaultValue());
    }
    assertEquals(Durability.SYNC, DatabaseOptions.defaults().durability());
    assertEquals(
        Durability.ASYNC, DatabaseOptions.defaults().with("durability", "async").durability());
  }

  @ParameterizedTest
  @CsvSource({
    "segment.rows, 0, 1..16777216",
    "segment.rows, 16777217, 1..16777216",
    "segment.rows, many, 1..16777216",
    "memtable.bytes, 1023, 1024..17179869184",
    "memtable.frozen, 65, 1..64",
    "merge.segments, 1, 2..1024",
    "merge.segments, 99999999999999999999, 2..1024",
    "durability, never, sync or async",
    "index.engine, '  ', empty"
  })
  void badValue_isRefusedWithItsBound(String key, String value, String bound) {
    OmenException refusal =
        assertThrows(OmenException.class, () -> DatabaseOptions.defaults().with(key, value));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    assertEquals(Optional.of(key), refusal.field());
    assertTrue(refusal.what().contains(bound), refusal::what);
  }

  @Test
  void unknownKey_isRefusedWithTheKnownOnes() {
    OmenException refusal =
        assertThrows(OmenException.class, () -> DatabaseOptions.defaults().with("index", "rmi"));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    for (DatabaseOptions.Key key : DatabaseOptions.Key.values()) {
      assertTrue(refusal.remedy().orElseThrow().contains(key.text()), refusal::getMessage);
    }
  }
}

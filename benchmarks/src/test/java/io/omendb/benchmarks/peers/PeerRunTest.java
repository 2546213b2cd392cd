package io.omendb.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.OmenException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation of every store, over few rows. */
class PeerRunTest {
  private static final int ROWS = 2_000;
  private static final int VALUE_BYTES = 20;
  private static final long NANOS = 20_000_000;

  @TempDir Path scratch;

  private static double number(Map<String, @Nullable Object> fields, String name) {
    Object value = fields.get(name);
    assertNotNull(value, name + " of " + fields);
    return ((Number) value).doubleValue();
  }

  private static Map<String, @Nullable Object> result(
      List<Map<String, @Nullable Object>> results, Operation operation) {
    return results.stream()
        .filter(fields -> operation.text().equals(fields.get("operation")))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void everyOperation_givesItsFields(PeerSystem system) {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    new PeerRun(
            new PeerPlan(system, ROWS, VALUE_BYTES, EnumSet.allOf(Operation.class), NANOS, scratch),
            results::add,
            notes::add)
        .run();
    List<String> measured = system.operations().stream().map(Operation::text).toList();
    assertEquals(measured, results.stream().map(fields -> fields.get("operation")).toList());
    assertTrue(notes.size() > Operation.names().size(), notes.toString());
    for (Map<String, @Nullable Object> fields : results) {
      assertEquals(system.text(), fields.get("system"));
      assertTrue(number(fields, "nanosPerOperation") > 0, fields.toString());
      assertEquals(
          1e9, number(fields, "operationsPerSecond") * number(fields, "nanosPerOperation"), 1);
      if (system.isDurable()) {
        // LMDB and MVStore write whole pages, yet no store holds a row in less than its value.
        assertTrue(number(fields, "diskBytesPerRow") >= VALUE_BYTES, fields.toString());
      } else {
        assertNull(fields.get("diskBytesPerRow"), fields.toString());
      }
      assertTrue(number(fields, "operations") >= 1, fields.toString());
    }
    Map<String, @Nullable Object> load = results.getFirst();
    assertEquals(ROWS, number(load, "operations"));
    assertNull(load.get("p50Nanos"), "a load is one call");
    Map<String, @Nullable Object> get = result(results, Operation.GET);
    if (number(get, "operations") >= 1_000) {
      assertTrue(number(get, "p50Nanos") <= number(get, "p999Nanos"), get.toString());
    }
    if (!system.isDurable()) {
      assertTrue(
          notes.contains("put_sync is left out: a map in memory has none"), notes.toString());
      return;
    }
    Map<String, @Nullable Object> beside = result(results, Operation.GET_UNDER_WRITES);
    assertEquals(get.get("p999Nanos"), beside.get("idleP999Nanos"));
    assertTrue(number(beside, "writtenRowsPerSecond") > 0, beside.toString());
  }

  @Test
  void percentilesWithoutTheCallsForThem_areNull() {
    Timing timing = Timing.ofSingles(Timing.emptyHistogram(), 0);
    assertNull(timing.percentile(50));
    for (int i = 1; i <= 100; i++) {
      timing.singles().recordValue(i);
    }
    assertEquals(50, timing.percentile(50));
    assertEquals(99, timing.percentile(99));
    assertNull(timing.percentile(99.9));
  }

  @Test
  void names_areRefusedWithThoseThereAre() {
    OmenException system = assertThrows(OmenException.class, () -> PeerSystem.parse("leveldb"));
    assertTrue(String.valueOf(system.getMessage()).contains("leveldb"), system.toString());
    OmenException operation =
        assertThrows(OmenException.class, () -> Operation.parse(List.of("get", "got")));
    assertTrue(String.valueOf(operation.getMessage()).contains("got"), operation.toString());
    assertEquals(EnumSet.allOf(Operation.class), Operation.parse(List.of("all")));
    assertEquals(EnumSet.of(Operation.GET), Operation.parse(List.of("get")));
  }
}

package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.gate.GatePath;
import io.omendb.benchmarks.report.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate closes where a ratio has fallen. */
class GateCommandTest {
  @TempDir Path scratch;

  private static Map<String, @Nullable Object> ratio(String name, String cpu, double ratio) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("ratio", ratio);
    fields.put("cpu", cpu);
    return fields;
  }

  private GateRatios recorded(String cpu, List<Map<String, @Nullable Object>> ratios) {
    Path file = scratch.resolve("ratios.json");
    new ResultFile(Map.of("cpu", cpu), Map.of(), ratios).write(file);
    return GateRatios.read(file, cpu);
  }

  /** Measurements that are made up, one after the other. */
  private static GateComparison comparison(
      GateRatios recorded, List<String> notes, Double... measured) {
    List<Double> left = new ArrayList<>(List.of(measured));
    return new GateComparison(
        recorded, path -> ratio(path.text(), "", left.removeFirst()), notes::add);
  }

  @Test
  void aRatioThatFellTwice_closesTheGate() {
    List<String> notes = new ArrayList<>();
    GateRatios recorded = recorded("A", List.of(ratio("multi_get", "A", 2)));
    GateComparison comparison = comparison(recorded, notes, 1.2, 1.4);
    Map<String, @Nullable Object> result = comparison.result(GatePath.MULTI_GET);
    assertTrue(comparison.fell());
    assertEquals("FELL", result.get("verdict"));
    assertEquals(1.4, result.get("ratio"), "the better of the two");
    assertEquals(2.0, result.get("recorded"));
    assertTrue(notes.getFirst().contains("measuring it again"), notes::toString);
  }

  @Test
  void aRatioThatIsBackTheSecondTime_passes() {
    GateRatios recorded = recorded("A", List.of(ratio("multi_get", "A", 2)));
    GateComparison comparison = comparison(recorded, new ArrayList<>(), 1.2, 1.9);
    assertEquals("ok", comparison.result(GatePath.MULTI_GET).get("verdict"));
    assertFalse(comparison.fell());
  }

  @Test
  void aRatioThatHolds_passes_andIsMeasuredOnce() {
    GateRatios recorded = recorded("A", List.of(ratio("multi_get", "A", 2)));
    List<String> notes = new ArrayList<>();
    GateComparison comparison = comparison(recorded, notes, 1.6);
    assertEquals("ok", comparison.result(GatePath.MULTI_GET).get("verdict"));
    assertFalse(comparison.fell());
    assertEquals(List.of(), notes);
  }

  @Test
  void aRatioThatWasNotRecorded_passes() {
    GateComparison comparison = comparison(GateRatios.none(), new ArrayList<>(), 0.01);
    assertEquals("new", comparison.result(GatePath.MULTI_GET).get("verdict"));
    assertFalse(comparison.fell());
  }

  @Test
  void thisCpuCounts_anotherOnlyWhereItIsNotThere() {
    GateRatios both =
        recorded("A", List.of(ratio("multi_get", "A", 2), ratio("multi_get", "B", 9)));
    assertEquals(2, both.ratio("multi_get").orElseThrow());
    assertEquals(List.of(), both.remarks());
    GateRatios other = GateRatios.read(scratch.resolve("ratios.json"), "C");
    assertEquals(2, other.ratio("multi_get").orElseThrow(), "the least");
    assertTrue(other.remarks().getFirst().contains("record here"), other.remarks()::toString);
    assertTrue(other.ratio("absent_get").isEmpty());
  }

  @Test
  void recording_keepsOtherCpusAndOtherRatios() {
    GateRatios before =
        recorded("A", List.of(ratio("multi_get", "A", 2), ratio("multi_get", "B", 9)));
    ResultFile after = before.with(Map.of("cpu", "A"), List.of(ratio("multi_get", "A", 3)));
    assertEquals(2, after.results().size());
    assertEquals(3, after.figure(Map.of("name", "multi_get", "cpu", "A"), "ratio").orElseThrow());
    assertEquals(9, after.figure(Map.of("name", "multi_get", "cpu", "B"), "ratio").orElseThrow());
  }

  /** One ratio in a process of its own. */
  @Test
  void recorded_byTheCommand() {
    Path file = scratch.resolve("new/ratios.json");
    JsonNode answer =
        OmenRun.of(
                "bench",
                "gate",
                "--only",
                "simd_scan",
                "--record",
                "--ratios",
                file.toString(),
                "--json")
            .json();
    JsonNode result = answer.get("results").get(0);
    assertEquals("simd_scan", result.get("name").asText());
    assertTrue(result.get("ratio").asDouble() > 0, result::toString);
    assertTrue(result.get("plainNanos").asDouble() > 0, result::toString);
    assertTrue(GateRatios.read(file, Environment.cpu()).ratio("simd_scan").isPresent());
  }

  @Test
  void unknownRatios_areRefused() {
    OmenRun run = OmenRun.of("bench", "gate", "--only", "luck");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("multi_get"), run.err());
  }
}

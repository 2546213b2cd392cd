package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in full, with processes of its own, over few rows. */
class GrowthCommandTest {
  @TempDir Path scratch;

  private OmenRun bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "growth", "--json"));
    arguments.addAll(List.of("--rows", "1K,2K", "--dim", "16", "--seconds", "0.01"));
    arguments.addAll(List.of("--systems", "omendb,treemap"));
    arguments.addAll(List.of("--dir", scratch.resolve("data").toString()));
    arguments.addAll(List.of(more));
    return OmenRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void sizesAndSystems_areKeptAndDrawn() throws IOException {
    String save = scratch.resolve("saved/growth").toString();
    OmenRun run = bench("--save", save, "--vector-rows", "1500");
    JsonNode answer = run.json();
    assertEquals(100, answer.get("valueBytes").asInt());
    Set<String> seen = new TreeSet<>();
    for (JsonNode result : answer.get("results")) {
      String operation = result.get("operation").asText();
      String system = result.get("system").asText();
      seen.add(system + " " + operation + " " + result.get("rows").asInt());
      assertTrue(result.get("nanosPerOperation").asDouble() > 0, result::toString);
      boolean durable = system.equals("omendb");
      assertEquals(durable, result.get("diskBytesPerRow").asDouble() >= 64, result::toString);
      if (operation.equals("get")) {
        // A map has its values on the heap. What else there is has much noise at few rows.
        assertTrue(durable || result.get("heapBytesPerRow").asDouble() > 100, result::toString);
        assertTrue(result.get("heapBytesPerRow").asDouble() >= 0, result::toString);
        assertTrue(result.has("nativeBytesPerRow"), result::toString);
        assertTrue(result.has("mappedBytesPerRow"), result::toString);
      }
      if (operation.startsWith("knn")) {
        assertTrue(result.get("recall").asDouble() > 0.9, result::toString);
      }
    }
    for (String expected :
        List.of(
            "omendb get 1000",
            "omendb recover 2000",
            "omendb put_sync 2000",
            "omendb knn_exact 1000",
            "omendb knn_fast 1000",
            "treemap get 2000",
            "treemap bulk_load 1000")) {
      assertTrue(seen.contains(expected), seen.toString());
    }
    assertTrue(!seen.contains("omendb knn_exact 2000"), "above --vector-rows");
    assertTrue(!seen.contains("treemap open 1000"), "a map has none");
    OmenRun again = bench("--save", save, "--vector-rows", "1500");
    assertEquals(answer.get("results"), again.json().get("results"));
    assertTrue(again.err().contains("treemap, 2K rows: is in"), again.err());
    OmenRun rendered =
        OmenRun.of(
            "bench",
            "render",
            "--data",
            scratch.resolve("saved").toString(),
            "--markdown",
            scratch.resolve("pages/index.md").toString(),
            "--plots",
            scratch.resolve("pages/plots").toString());
    assertEquals(0, rendered.code(), rendered.err());
    String page = Files.readString(scratch.resolve("pages/growth.md"));
    assertTrue(page.contains("| rows | `omendb` | `treemap` |"), page);
    assertTrue(page.contains("(plots/growth-100-get.svg)"), page);
    String plot = Files.readString(scratch.resolve("pages/plots/growth-100-get.svg"));
    assertTrue(plot.contains("treemap: 1000 "), "the figures in words");
  }

  @Test
  void wrongUsage_namesTheOption() {
    for (List<String> wrong :
        List.of(
            List.of("--rows", "10K,10"),
            List.of("--systems", "postgresql"),
            List.of("--vector-rows", "-1"),
            List.of("--value-bytes", "0"),
            List.of("--seconds", "0"))) {
      List<String> arguments = new ArrayList<>(List.of("bench", "growth"));
      arguments.addAll(wrong);
      OmenRun run = OmenRun.of(arguments.toArray(String[]::new));
      assertEquals(2, run.code(), run.err());
      String last = wrong.getLast();
      assertTrue(run.error().contains(last.substring(last.indexOf(',') + 1)), run.error());
    }
  }
}

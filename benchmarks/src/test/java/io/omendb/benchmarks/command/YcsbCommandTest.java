package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.service.PostgresService;
import io.omendb.benchmarks.ycsb.YcsbSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in full, with processes and servers of its own, over few rows. */
class YcsbCommandTest {
  @TempDir Path scratch;

  private OmenRun bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "ycsb", "--json"));
    arguments.addAll(List.of("--rows", "3K", "--value-bytes", "50", "--seconds", "0.05"));
    arguments.addAll(List.of("--dir", scratch.resolve("data").toString()));
    arguments.addAll(List.of(more));
    return OmenRun.of(arguments.toArray(String[]::new));
  }

  private static Set<String> texts(JsonNode results, String field) {
    Set<String> texts = new TreeSet<>();
    results.forEach(result -> texts.add(result.get(field).asText()));
    return texts;
  }

  @Test
  void allSystems_allWorkloads_areKeptAndDrawn() throws IOException {
    String save = scratch.resolve("saved/ycsb").toString();
    OmenRun run = bench("--save", save);
    JsonNode answer = run.json();
    assertEquals("async", answer.get("durability").asText());
    assertEquals(1, answer.get("threads").asInt());
    assertTrue(answer.get("environment").has("loadAtEnd"), run.out());
    JsonNode results = answer.get("results");
    Set<String> systems = new TreeSet<>(YcsbSystem.names());
    if (!PostgresService.isInstalled()) {
      systems.remove("postgresql");
      assertTrue(run.err().contains("postgresql is left out"), run.err());
    }
    assertEquals(systems, texts(results, "system"));
    assertEquals(Set.of("a", "b", "c", "d", "e", "f", "load"), texts(results, "workload"));
    for (JsonNode result : results) {
      assertTrue(result.get("operationsPerSecond").asDouble() > 0, result::toString);
      boolean single =
          !result.get("workload").asText().equals("load")
              && !result.get("operation").asText().equals("all");
      assertEquals(single, result.has("p999Nanos"), result::toString);
    }
    assertTrue(run.err().contains("lmdb: workload e, short ranges"), run.err());
    assertTrue(run.err().contains("closed loop"), run.err());
    try (Stream<Path> left = Files.list(scratch.resolve("data"))) {
      assertEquals(List.of(), left.toList());
    }
    OmenRun again = bench("--save", save, "--systems", "lmdb");
    assertTrue(again.err().contains("lmdb: is in"), again.err());
    OmenRun rendered =
        OmenRun.of(
            "bench",
            "render",
            "--data",
            scratch.resolve("saved").toString(),
            "--markdown",
            scratch.resolve("pages/index.md").toString());
    assertEquals(0, rendered.code(), rendered.err());
    String page = Files.readString(scratch.resolve("pages/ycsb.md"));
    assertTrue(page.contains("## 3,000 rows, values of 50 bytes, 1 client, async writes"), page);
    assertTrue(page.contains("| a, update heavy: 50 % read, 50 % update |"), page);
    assertTrue(page.contains("| e | `scan` | `omendb_server` |"), page);
  }

  @Test
  void severalThreads_leaveOutWhoIsForOne() {
    OmenRun run =
        bench(
            "--threads",
            "3",
            "--durability",
            "sync",
            "--workloads",
            "a,d",
            "--distribution",
            "uniform",
            "--systems",
            "omendb,omendb_server,mapdb");
    JsonNode results = run.json().get("results");
    assertEquals(Set.of("omendb", "omendb_server", "mapdb"), texts(results, "system"));
    assertEquals(Set.of("a", "d", "load"), texts(results, "workload"));
    for (JsonNode result : results) {
      boolean load = result.get("workload").asText().equals("load");
      assertEquals(load ? 1 : 3, result.get("threads").asInt());
      assertEquals(load, !result.has("distribution"), result::toString);
    }
    OmenRun lmdb = bench("--threads", "3", "--systems", "lmdb");
    assertEquals(2, lmdb.code(), lmdb.err());
    assertTrue(lmdb.error().contains("for one thread"), lmdb.error());
  }

  @Test
  void wrongUsage_namesTheOption() {
    for (List<String> wrong :
        List.of(
            List.of("--workloads", "g"),
            List.of("--systems", "cassandra"),
            List.of("--distribution", "hotspot"),
            List.of("--durability", "maybe"),
            List.of("--threads", "0"),
            List.of("--value-bytes", "15"),
            List.of("--seconds", "0"))) {
      List<String> arguments = new ArrayList<>(List.of("bench", "ycsb"));
      arguments.addAll(wrong);
      OmenRun run = OmenRun.of(arguments.toArray(String[]::new));
      assertEquals(2, run.code(), run.err());
      assertTrue(run.error().contains(wrong.getLast()), run.error());
      assertFalse(run.err().contains("\tat "), run.err());
    }
  }
}

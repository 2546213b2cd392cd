package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.service.PostgresService;
import io.omendb.benchmarks.service.ServiceOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in full, with servers of its own, over few rows. */
class ServerCommandTest {
  @TempDir Path scratch;

  private OmenRun bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "server", "--json"));
    arguments.addAll(List.of("--rows", "2K", "--value-bytes", "20", "--seconds", "0.05"));
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
  void omendb_allOperations() throws IOException {
    String save = scratch.resolve("saved/server").toString();
    JsonNode answer = bench("--peers", "omendb", "--save", save).json();
    assertTrue(answer.get("environment").has("loadAtEnd"), answer::toString);
    assertEquals(2_000, answer.get("rows").asInt());
    JsonNode results = answer.get("results");
    assertEquals(new TreeSet<>(ServiceOperation.names()), texts(results, "operation"));
    for (JsonNode result : results) {
      assertEquals("omendb", result.get("system").asText());
      assertTrue(result.get("operationsPerSecond").asDouble() > 0, result::toString);
      assertTrue(result.get("rowsPerSecond").asDouble() > 0, result::toString);
      assertTrue(result.has("p50Nanos") && result.has("p99Nanos"), result::toString);
    }
    assertTrue(Files.exists(Path.of(save, "server-2000-20.json")));
    OmenRun rendered =
        OmenRun.of(
            "bench",
            "render",
            "--data",
            scratch.resolve("saved").toString(),
            "--markdown",
            scratch.resolve("pages/index.md").toString());
    assertEquals(0, rendered.code(), rendered.err());
    String page = Files.readString(scratch.resolve("pages/server.md"));
    assertTrue(page.contains("| `multi_get` | 4 | `omendb` |"), page);
  }

  @Test
  void postgresql_isMeasuredOnTheSameRows() {
    Assumptions.assumeTrue(PostgresService.isInstalled(), "no PostgreSQL is installed");
    JsonNode results =
        bench("--peers", "postgresql", "--only", "multi_get,scan_arrow,batch_sync")
            .json()
            .get("results");
    assertEquals(Set.of("postgresql"), texts(results, "system"));
    assertEquals(Set.of("multi_get", "scan_arrow", "batch_sync"), texts(results, "operation"));
    for (JsonNode result : results) {
      assertTrue(result.get("rowsPerSecond").asDouble() > 0, result::toString);
    }
  }

  @Test
  void wrongUsage_namesTheOption() {
    for (List<String> wrong :
        List.of(
            List.of("--peers", "mysql"),
            List.of("--only", "got"),
            List.of("--rows", "10"),
            List.of("--value-bytes", "0"),
            List.of("--seconds", "0"))) {
      List<String> arguments = new ArrayList<>(List.of("bench", "server"));
      arguments.addAll(wrong);
      OmenRun run = OmenRun.of(arguments.toArray(String[]::new));
      assertEquals(2, run.code(), run.err());
      assertTrue(run.error().contains(wrong.getLast()), run.error());
    }
  }
}

package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.peers.Operation;
import io.omendb.benchmarks.peers.PeerSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in full, with processes of its own, over few rows. */
class StorageCommandTest {
  @TempDir Path scratch;

  private OmenRun bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "storage", "--json"));
    arguments.addAll(List.of("--rows", "1K", "--value-bytes", "10", "--seconds", "0.01"));
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
  void allPeers_allOperations_leaveNothingBehind() throws IOException {
    OmenRun run = bench("--peers", "all");
    JsonNode answer = run.json();
    assertTrue(answer.get("environment").has("loadAtEnd"), run.out());
    assertEquals(1_000, answer.get("rows").asInt());
    assertEquals(10, answer.get("valueBytes").asInt());
    JsonNode results = answer.get("results");
    assertEquals(new TreeSet<>(PeerSystem.names()), texts(results, "system"));
    assertEquals(new TreeSet<>(Operation.names()), texts(results, "operation"));
    int measured =
        Arrays.stream(PeerSystem.values()).mapToInt(system -> system.operations().size()).sum();
    assertEquals(measured, results.size());
    for (JsonNode result : results) {
      for (String field : List.of("nanosPerOperation", "operationsPerSecond", "rowsPerSecond")) {
        assertTrue(result.get(field).asDouble() > 0, result::toString);
      }
      boolean durable = PeerSystem.parse(result.get("system").asText()).isDurable();
      assertEquals(durable, result.get("diskBytesPerRow").asDouble() > 0, result::toString);
      for (String field : List.of("p50Nanos", "p99Nanos", "p999Nanos", "loadAtEnd")) {
        assertTrue(result.has(field), result::toString);
      }
    }
    assertTrue(run.err().contains("lmdb: put_sync"), run.err());
    try (Stream<Path> left = Files.list(scratch.resolve("data"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void savedSystems_areNotMeasuredAgain() throws IOException {
    String save = scratch.resolve("saved").toString();
    bench("--peers", "lmdb", "--only", "get", "--save", save).json();
    Path file = scratch.resolve("saved/storage-1000-10.json");
    String first = Files.readString(file);
    OmenRun more = bench("--peers", "lmdb,mvstore", "--only", "get", "--save", save);
    assertEquals(Set.of("lmdb", "mvstore"), texts(more.json().get("results"), "system"));
    assertTrue(more.err().contains("lmdb: is in"), more.err());
    String lmdb = first.lines().filter(line -> line.contains("\"lmdb\"")).findFirst().orElseThrow();
    assertTrue(Files.readString(file).contains(lmdb), "the first result is kept");
    OmenRun again = bench("--peers", "lmdb", "--only", "get", "--save", save, "--again");
    assertEquals(2, again.json().get("results").size());
    assertTrue(again.err().contains("lmdb: get"), again.err());
  }

  @Test
  void wrongUsage_namesTheOption() {
    for (List<String> wrong :
        List.of(
            List.of("--peers", "leveldb"),
            List.of("--only", "got"),
            List.of("--rows", "10"),
            List.of("--value-bytes", "0"),
            List.of("--seconds", "0"))) {
      List<String> arguments = new ArrayList<>(List.of("bench", "storage"));
      arguments.addAll(wrong);
      OmenRun run = OmenRun.of(arguments.toArray(String[]::new));
      assertEquals(2, run.code(), run.err());
      assertTrue(run.error().contains(wrong.getLast()), run.error());
    }
  }
}

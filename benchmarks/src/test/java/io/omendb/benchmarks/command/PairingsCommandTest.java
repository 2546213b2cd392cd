package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.pairings.PairingRun;
import io.omendb.spi.EngineRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingsCommandTest {
  @TempDir Path scratch;

  @Test
  void everyEngineMeetsEveryOther_andNothingIsLeftBehind() throws IOException {
    JsonNode answer =
        OmenRun.of(
                "bench",
                "pairings",
                "--rows",
                "200",
                "--seconds",
                "0.001",
                "--json",
                "--dir",
                scratch.resolve("data").toString(),
                "--save",
                scratch.resolve("saved").toString())
            .json();
    EngineRegistry registry = EngineRegistry.get();
    Set<String> expected = new TreeSet<>();
    for (String index : registry.index().availableNames()) {
      for (String storage : registry.storage().availableNames()) {
        for (String compute : registry.compute().availableNames()) {
          for (String operation : PairingRun.OPERATIONS) {
            expected.add(String.join(" ", index, storage, compute, operation));
          }
        }
      }
    }
    Set<String> measured = new TreeSet<>();
    for (JsonNode result : answer.get("results")) {
      if (!result.has("skipped")) {
        measured.add(
            String.join(
                " ",
                result.get("index").asText(),
                result.get("storage").asText(),
                result.get("compute").asText(),
                result.get("operation").asText()));
        assertTrue(result.get("cpuNanosPerOperation").asDouble() > 0, result::toString);
        assertTrue(result.get("spread").asDouble() >= 0, result::toString);
      }
    }
    assertEquals(expected, measured);
    assertTrue(Files.exists(scratch.resolve("saved/pairings-200.json")));
    try (Stream<Path> left = Files.list(scratch.resolve("data"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void wrongUsage_namesTheOption() {
    OmenRun run = OmenRun.of("bench", "pairings", "--seconds", "0");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--seconds"), run.err());
  }
}

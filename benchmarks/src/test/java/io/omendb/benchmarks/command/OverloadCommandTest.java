package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short overload of a small server. How fast it is is not the point. */
class OverloadCommandTest {
  @TempDir Path scratch;

  @Test
  void overload_answersOrRefusesEveryCall() throws IOException {
    JsonNode answer =
        OmenRun.of(
                "bench",
                "overload",
                "--json",
                "--rows",
                "20K",
                "--threads",
                "1",
                "--queue",
                "4",
                "--seconds",
                "0.5",
                "--dir",
                scratch.toString())
            .json();
    assertEquals(4, answer.get("results").size(), answer::toString);
    for (JsonNode phase : answer.get("results")) {
      assertEquals(0, phase.get("wrong").asLong(), answer::toString);
      assertTrue(phase.get("goodputPerSecond").asDouble() > 0, answer::toString);
      assertTrue(phase.get("getP99Nanos").asLong() > 0, answer::toString);
    }
    JsonNode open = answer.get("results").get(3);
    assertEquals("open loop", open.get("load").asText());
    assertTrue(answer.get("goodputOfPeak").asDouble() > 0, answer::toString);
    assertTrue(answer.get("environment").has("cpu"), answer::toString);
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void wrongUsage_namesTheOption() {
    OmenRun run = OmenRun.of("bench", "overload", "--factor", "0");
    assertEquals(2, run.code());
    assertTrue(run.error().contains("--factor is 0.0, must be above 0"), run.error());
  }
}

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

/** Several databases at once, with few rows. */
class DatabasesCommandTest {
  @TempDir Path scratch;

  @Test
  void databases_answerRightWhileTheyFlushAndMerge() throws IOException {
    JsonNode answer =
        OmenRun.of(
                "bench",
                "databases",
                "--json",
                "--databases",
                "3",
                "--rows",
                "20K",
                "--value-bytes",
                "100",
                "--dir",
                scratch.toString())
            .json();
    assertEquals(0, answer.get("wrong").asLong());
    assertEquals(3, answer.get("databases").asInt());
    assertTrue(answer.get("gets").asLong() > 0, answer::toString);
    assertTrue(answer.get("totalNanos").asLong() > 0, answer::toString);
    assertTrue(answer.get("environment").has("cpu"), answer::toString);
    long segments = answer.get("segments").asLong();
    assertTrue(segments >= 3, answer::toString);
    // More than were left, so there were merges; several each, so there were flushes beside gets.
    assertTrue(answer.get("segmentsWritten").asLong() > 2 * segments, answer::toString);
    assertTrue(
        answer.get("p50Nanos").asLong() <= answer.get("p999Nanos").asLong(), answer::toString);
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void wrongUsage_namesTheOption() {
    OmenRun run = OmenRun.of("bench", "databases", "--databases", "65");
    assertEquals(2, run.code());
    assertTrue(run.error().contains("--databases is 65, must be in 1..64"), run.error());
  }
}

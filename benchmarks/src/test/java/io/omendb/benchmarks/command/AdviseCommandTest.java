package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.keys.SosdFile;
import io.omendb.spi.EngineRegistry;
import io.omendb.testkit.keys.DataSet;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviseCommandTest {
  @TempDir Path scratch;

  private String keys() {
    Path file = scratch.resolve("keys_int64");
    SosdFile.write(file, DataSet.CLUSTERED.generate(20_000, 7));
    return file.toString();
  }

  @Test
  void json_hasEveryCandidateAndThePick() {
    JsonNode answer = OmenRun.of("advise", "--keys", keys(), "--json").json();
    Set<String> expected = new TreeSet<>(EngineRegistry.get().index().availableNames());
    expected.remove("auto");
    Set<String> candidates = new TreeSet<>();
    for (JsonNode candidate : answer.get("candidates")) {
      candidates.add(candidate.get("engine").asText());
      assertEquals(1.0, candidate.get("found").asDouble());
      for (String field : new String[] {"hitNanos", "buildNanosPerKey"}) {
        assertTrue(candidate.get(field).asDouble() > 0, candidate.toString());
      }
      for (String field : new String[] {"bytesPerKey", "maxError", "meanError"}) {
        assertTrue(candidate.get(field).isNumber(), candidate.toString());
      }
    }
    assertEquals(expected, candidates);
    String engine = answer.get("engine").asText();
    assertTrue(expected.contains(engine), engine);
    assertEquals("index.engine=" + engine, answer.get("setting").asText());
    assertTrue(!answer.get("reason").asText().isBlank(), answer.toString());
    assertEquals(answer.at("/candidates/0/engine").asText(), answer.get("fastest").asText());
    assertEquals(20_000, answer.at("/keys/count").asInt());
  }

  @Test
  void people_areToldThePickAndHowToForceIt() {
    OmenRun run = OmenRun.of("advise", "--keys", keys());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("auto takes "), run.out());
    assertTrue(run.out().contains("--set index.engine="), run.out());
  }

  @Test
  void keysAreRequired() {
    OmenRun run = OmenRun.of("advise");
    assertEquals(2, run.code());
    assertTrue(run.error().contains("--keys"), run.error());
    assertEquals(2, OmenRun.of("advise", "--dataset", "all").code());
  }
}

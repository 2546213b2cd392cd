package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.report.IndexResult;
import io.omendb.benchmarks.report.IndexRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCommandTest {
  /** Of the contract, and what was added. */
  private static final Set<String> FIELDS =
      Set.of(
          "system",
          "engine",
          "found",
          "lowerBoundsRight",
          "hitNanos",
          "missNanos",
          "dependentHitNanos",
          "batch",
          "batchPerSecond",
          "hitErrorNanos",
          "quick",
          "batchPerSecondTwoThreads",
          "bytesPerKey",
          "buildNanosPerKey",
          "maxError",
          "meanError",
          "commit");

  @TempDir Path scratch;

  /** One fork of JMH, on keys that it has to get from a sorted copy. */
  @Test
  void ownKeys_areMeasuredAndKept() throws IOException {
    Path keys = scratch.resolve("ids.csv");
    Files.writeString(keys, "id\n30\n10\n20\n20\n");
    Path saved = scratch.resolve("saved");
    String[] call = {
      "bench",
      "index",
      "--keys",
      keys.toString(),
      "--key",
      "id",
      "--engine",
      "binary",
      "--quick",
      "--only",
      "IndexLookupBenchmark.hit$,another",
      "--save",
      saved.toString(),
      "--json"
    };
    OmenRun first = OmenRun.of(call);
    JsonNode answer = first.json();
    assertEquals(4, answer.at("/keys/count").asInt());
    assertEquals(3, answer.at("/keys/distinct").asInt());
    assertEquals("ids.csv", answer.at("/keys/file").asText());
    assertTrue(answer.at("/keys/notes/0").asText().contains("sorted"), first.out());
    JsonNode result = answer.at("/results/0");
    assertEquals("omendb", result.get("system").asText());
    assertEquals("binary", result.get("engine").asText());
    assertEquals(1.0, result.get("found").asDouble());
    assertEquals(1.0, result.get("lowerBoundsRight").asDouble());
    assertTrue(result.get("hitNanos").asDouble() > 0, first.out());
    assertTrue(result.get("missNanos").isNull(), first.out());
    Set<String> fields = new TreeSet<>(List.copyOf(iterated(result)));
    String reference =
        Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/reference.md"));
    for (String field : fields) {
      assertTrue(reference.contains("`" + field + "`"), () -> field + " is not in the reference");
    }
    fields.removeAll(Set.of("chosen", "reason"));
    assertEquals(new TreeSet<>(FIELDS), fields);
    assertTrue(answer.at("/environment/cpu").isTextual(), first.out());

    OmenRun second = OmenRun.of(call);
    assertEquals(result, second.json().at("/results/0"), "kept, so not measured again");
    assertFalse(second.err().contains("checks every key"), second.err());
  }

  @Test
  void only_thatMatchesNothing_isWrongUsage() {
    OmenRun run =
        OmenRun.of(
            "bench",
            "index",
            "--dataset",
            "seq",
            "--n",
            "10",
            "--engine",
            "binary",
            "--only",
            "nothing",
            "--json");
    assertEquals(2, run.code());
    assertTrue(run.error().contains("nothing"), run.error());
    assertTrue(run.error().contains("name operations"), run.error());
  }

  private static List<String> iterated(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void lostKeys_endWithOneAndTheEngine() {
    Map<String, Object> environment = new Environment("x").fields();
    new IndexRun(
            Map.copyOf(environment),
            Map.of("dataset", "seq", "count", 10, "distinct", 10),
            List.of(
                new IndexResult(
                    Map.of(
                        "system",
                        "omendb",
                        "engine",
                        "binary",
                        "found",
                        0.9,
                        "lowerBoundsRight",
                        1.0))))
        .toFile()
        .write(scratch.resolve("seq-10.json"));
    OmenRun run =
        OmenRun.of(
            "bench",
            "index",
            "--dataset",
            "seq",
            "--n",
            "10",
            "--engine",
            "binary",
            "--save",
            scratch.toString(),
            "--json");
    assertEquals(1, run.code());
    assertTrue(run.error().contains("binary over seq (found 0.9"), run.error());
    assertTrue(run.out().contains("\"found\":0.9"), "the results are printed all the same");
  }

  @Test
  void savedResults_ofAnotherMachine_areNotMixed() {
    new IndexRun(
            Map.of("cpu", "abacus", "jdk", Runtime.version().toString()),
            Map.of("dataset", "seq", "count", 10, "distinct", 10),
            List.of())
        .toFile()
        .write(scratch.resolve("seq-10.json"));
    OmenRun run =
        OmenRun.of("bench", "index", "--dataset", "seq", "--n", "10", "--save", scratch.toString());
    assertEquals(2, run.code());
    assertTrue(run.error().contains("cpu abacus"), run.error());
  }

  @Test
  void wrongUsage_isNamed() {
    assertError(2, "exclude each other", "--keys", "x.npy", "--dataset", "seq");
    assertError(2, "exclude each other", "--keys", "x.npy", "--n", "10");
    assertError(2, "No data set is named 'zipf'", "--dataset", "zipf");
    assertError(2, "--n", "--n", "many");
    assertError(3, "No IndexEngine named 'fast'", "--engine", "fast");
    assertError(3, "No file nowhere.npy", "--keys", "nowhere.npy");
    assertError(2, "--plot draws one", "--dataset", "seq,uniform", "--plot", "x.svg");
    assertError(2, "--batch is 33", "--batch", "33");
    assertError(2, "name the file with --keys", "--key", "id");
  }

  private static void assertError(int code, String part, String... arguments) {
    List<String> words = new ArrayList<>(List.of("bench", "index"));
    words.addAll(List.of(arguments));
    OmenRun run = OmenRun.of(words.toArray(String[]::new));
    assertEquals(code, run.code(), run.err());
    assertTrue(run.error().contains(part), run.err());
  }
}

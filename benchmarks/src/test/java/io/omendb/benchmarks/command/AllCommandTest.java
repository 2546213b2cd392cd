package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omendb.DatabaseOptions;
import io.omendb.benchmarks.OmenRun;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All suites in one command; those that need processes of their own run in .ci/run. */
class AllCommandTest {
  private static final BenchSuite GOOD =
      new BenchSuite(
          "good", "pairings", List.of(), List.of(), words("pairings --rows 50 --seconds 0.0001"));

  @TempDir Path scratch;

  private static List<String> words(String command) {
    return List.of(command.split(" ", -1));
  }

  @Test
  void aSmoke_keepsResultsAndWritesPages() throws IOException {
    OmenRun run =
        OmenRun.of(
            "bench",
            "all",
            "--smoke",
            "--only",
            "index,storage-engines,compute,pairings",
            "--save",
            scratch.toString(),
            "--json");
    JsonNode answer = run.json();
    assertEquals(4, answer.get("results").size());
    answer.get("results").forEach(suite -> assertTrue(suite.get("ok").asBoolean(), run::err));
    assertTrue(answer.get("environment").get("memoryMiB").asLong() > 0, run.out());
    for (String file :
        List.of(
            "results/uniform-2000.json",
            "results/engines/storage-engines.json",
            "results/engines/compute.json",
            "results/pairings/pairings-300.json",
            "learned-index.md",
            "engines.md",
            "pairings.md")) {
      assertTrue(Files.exists(scratch.resolve(file)), file);
    }
    String overview = Files.readString(scratch.resolve("README.md"));
    for (String part : List.of("## Where OmenDB loses", "](pairings.md)", "](plots/uniform.svg)")) {
      assertTrue(overview.contains(part), () -> part + " in " + overview);
    }
    assertTrue(run.err().contains("3 of 4, compute: done"), run.err());
  }

  private record Context(Console console) implements CommandContext {
    @Override
    public DatabaseOptions databaseOptions() {
      return DatabaseOptions.defaults();
    }

    @Override
    public String commit() {
      return "abc123";
    }
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(BenchSuite... suites) {
    Console console = new Console(out, err, Terminal.NONE);
    console.format(OutputFormat.JSON);
    int code =
        new CommandLine(new AllCommand(new Context(console), List.of(suites)))
            .setExecutionExceptionHandler((error, command, parsed) -> 2)
            .execute("--smoke", "--save", scratch.toString());
    console.flush();
    return code;
  }

  @Test
  void aSuiteThatFails_isReported_andTheOthersRun() throws IOException {
    BenchSuite bad =
        new BenchSuite("bad", "storage", List.of(), List.of(), words("storage --rows 1"));
    assertEquals(1, run(bad, GOOD));
    JsonNode results = new ObjectMapper().readTree(out.toByteArray()).get("results");
    assertFalse(results.get(0).get("ok").asBoolean());
    assertTrue(results.get(0).get("error").asText().contains("--rows is 1"), results::toString);
    assertTrue(results.get(1).get("ok").asBoolean(), results::toString);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("1 of 2, bad: FAILED: --rows is 1"));
    assertTrue(Files.exists(scratch.resolve("results/pairings/pairings-50.json")));
    assertTrue(Files.exists(scratch.resolve("README.md")));
  }

  @Test
  void onlyFailures_writeNoPages() {
    BenchSuite unknown =
        new BenchSuite("unknown", "x", List.of(), List.of(), words("storage --none"));
    assertEquals(1, run(unknown));
    assertFalse(Files.exists(scratch.resolve("README.md")));
  }

  @Test
  void theReadmeOfSomethingElse_isKept() throws IOException {
    Path readme = Files.writeString(scratch.resolve("README.md"), "# Mine\n");
    assertEquals(2, run(GOOD));
    assertEquals("# Mine\n", Files.readString(readme));
  }

  @Test
  void everySuite_hasACommandForEachEffort() {
    for (BenchSuite suite : BenchSuite.all()) {
      for (Effort effort : Effort.values()) {
        String command = suite.command(effort).getFirst();
        OmenRun help = OmenRun.of("bench", command, "--help");
        assertEquals(0, help.code(), command);
        assertTrue(help.out().contains("--save"), command);
        for (String word : suite.command(effort)) {
          assertTrue(!word.startsWith("--") || help.out().contains(word), suite + " " + word);
        }
      }
    }
  }

  @Test
  void unknownSuites_areRefused() {
    OmenRun run = OmenRun.of("bench", "all", "--smoke", "--only", "luck");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("pairings"), run.err());
  }
}

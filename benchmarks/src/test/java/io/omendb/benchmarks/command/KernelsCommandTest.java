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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in full, with processes of its own, over few rows. */
class KernelsCommandTest {
  @TempDir Path scratch;

  @Test
  void everyKernel_isCheckedAndGivesItsFields() throws IOException {
    Path results = scratch.resolve("docs/results");
    OmenRun run =
        OmenRun.of(
            "bench",
            "kernels",
            "--dim",
            "31",
            "--metric",
            "dot,l2",
            "--mebibytes",
            "1",
            "--rounds",
            "2",
            "--dir",
            scratch.resolve("data").toString(),
            "--save",
            results.resolve("kernels").toString(),
            "--json");
    JsonNode answer = run.json();
    Set<String> ofDot = new TreeSet<>();
    Set<String> ofL2 = new TreeSet<>();
    for (JsonNode result : answer.get("results")) {
      assertEquals(31, result.get("dimension").asInt(), result::toString);
      for (String field : List.of("gigabytesPerCpuSecond", "ofRead", "cpuNanosPerRow", "rows")) {
        assertTrue(result.get(field).asDouble() > 0, result::toString);
      }
      assertTrue(result.hasNonNull("implementation"), result::toString);
      (result.get("metric").asText().equals("dot") ? ofDot : ofL2)
          .add(result.get("system").asText() + " " + result.get("kernel").asText());
    }
    Set<String> kernels =
        new TreeSet<>(
            List.of(
                "read sum",
                "omendb batch",
                "omendb gather",
                "lucene bulk",
                "lucene single",
                "jvector single"));
    assertEquals(kernels, ofL2);
    kernels.add("jvector multi");
    assertEquals(kernels, ofDot);
    assertTrue(
        answer.get("command").asText().contains("--dim 31 --metric dot,l2 --mebibytes 1"),
        answer::toString);
    try (Stream<Path> left = Files.list(scratch.resolve("data"))) {
      assertEquals(List.of(), left.toList());
    }
    rendered(results);
  }

  private void rendered(Path results) throws IOException {
    Path docs = scratch.resolve("docs");
    OmenRun.of(
            "bench",
            "render",
            "--data",
            results.toString(),
            "--markdown",
            docs.resolve("page.md").toString(),
            "--plots",
            docs.resolve("plots").toString(),
            "--json")
        .json();
    String page = Files.readString(docs.resolve("kernels.md"));
    assertTrue(page.contains("| dot | 31 | `jvector multi` |"), page);
    assertTrue(page.contains("| l2 | 31 | `read sum` |"), page);
    assertTrue(page.contains("](plots/kernels-l2.svg)"), page);
    String overview = Files.readString(docs.resolve("README.md"));
    assertTrue(overview.contains("dot, 31 dimensions, GB/CPU s"), overview);
  }

  @Test
  void wrongUsage_namesTheOption() {
    for (List<String> wrong :
        List.of(
            List.of("--dim", "0"),
            List.of("--metric", "hamming"),
            List.of("--mebibytes", "0"),
            List.of("--mebibytes", "16385"),
            List.of("--rounds", "0"))) {
      List<String> arguments = new ArrayList<>(List.of("bench", "kernels"));
      arguments.addAll(wrong);
      OmenRun run = OmenRun.of(arguments.toArray(String[]::new));
      assertEquals(2, run.code(), wrong + ": " + run.err());
      assertTrue(run.error().contains(wrong.getLast()), run.error());
    }
  }
}

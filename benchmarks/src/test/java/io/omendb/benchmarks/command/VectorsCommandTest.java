package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
class VectorsCommandTest {
  @TempDir Path scratch;

  private OmenRun bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "vectors", "--json"));
    arguments.addAll(List.of("--dataset", "clustered", "--n", "1K", "--dim", "16"));
    arguments.addAll(List.of("--queries-limit", "20", "--seconds", "0.01"));
    arguments.addAll(List.of("--dir", scratch.resolve("data").toString()));
    arguments.addAll(List.of(more));
    return OmenRun.of(arguments.toArray(String[]::new));
  }

  private static Set<String> names(JsonNode results) {
    Set<String> names = new TreeSet<>();
    results.forEach(
        result -> names.add(result.get("system").asText() + " " + result.get("mode").asText()));
    return names;
  }

  @Test
  void everySystem_givesItsFields_andLeavesNothingBehind() throws IOException {
    OmenRun run =
        bench(
            "--mode",
            "scan,exact,hnsw_1bit,graph_pq",
            "--filter-fraction",
            "1,0.1",
            "--where-fraction",
            "0.05",
            "-k",
            "5");
    JsonNode answer = run.json();
    assertTrue(answer.get("environment").has("loadAtEnd"), run.out());
    assertEquals(1_000, answer.get("data").get("rows").asInt());
    assertEquals(5, answer.get("data").get("k").asInt());
    JsonNode results = answer.get("results");
    assertEquals(
        Set.of("omendb scan", "omendb exact", "lucene hnsw_1bit", "jvector graph_pq"),
        names(results));
    Set<Double> fractions = new TreeSet<>();
    Set<Double> whereFractions = new TreeSet<>();
    for (JsonNode result : results) {
      for (String field :
          List.of("queriesPerSecond", "cpuMicrosPerQuery", "totalBytesPerRow", "buildNanos")) {
        assertTrue(result.get(field).asDouble() > 0, result::toString);
      }
      for (String field : List.of("setting", "batch", "p50Nanos", "p99Nanos", "missingRows")) {
        assertTrue(result.has(field), result::toString);
      }
      boolean byKeys = result.get("whereFraction").isNull();
      assertEquals(byKeys, result.hasNonNull("filterFraction"), result::toString);
      if (byKeys) {
        fractions.add(result.get("filterFraction").asDouble());
      } else {
        whereFractions.add(result.get("whereFraction").asDouble());
      }
      boolean ours = result.get("system").asText().equals("omendb");
      assertEquals(
          result.get("mode").asText().equals("exact"),
          result.get("certified").asBoolean(),
          result::toString);
      double recall = result.get("recall").asDouble();
      assertTrue(ours ? recall == 1 : recall > 0 && recall <= 1, result::toString);
      if (ours) {
        assertEquals(64, result.get("bytesPerRow").asDouble(), result::toString);
      }
    }
    assertEquals(Set.of(1.0, 0.1), fractions);
    assertEquals(Set.of(0.05), whereFractions);
    assertTrue(
        answer.get("data").get("command").asText().endsWith("1.0,0.1 --where-fraction 0.05"),
        run.out());
    assertTrue(run.err().contains("lucene hnsw_1bit: builds"), run.err());
    try (Stream<Path> left = Files.list(scratch.resolve("data"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void savedModes_areNotMeasuredAgain_andOtherVectorsAreRefused() throws IOException {
    String save = scratch.resolve("saved").toString();
    bench("--system", "omendb", "--mode", "scan", "--save", save).json();
    Path file = scratch.resolve("saved/clustered-1000x16-cosine-k10.json");
    String first = Files.readString(file);
    String line = first.lines().filter(each -> each.contains("\"scan\"")).findFirst().orElseThrow();
    OmenRun more = bench("--system", "omendb", "--mode", "scan,exact", "--save", save);
    assertEquals(Set.of("omendb scan", "omendb exact"), names(more.json().get("results")));
    assertTrue(more.err().contains("omendb scan: is in"), more.err());
    assertTrue(Files.readString(file).contains(line), "the first result is kept");
    Files.writeString(file, Files.readString(file).replaceFirst("(queriesSha256\":\").", "$1x"));
    OmenRun other = bench("--system", "omendb", "--mode", "scan", "--save", save);
    assertEquals(2, other.code(), other.err());
    assertTrue(other.error().contains("queriesSha256"), other.error());
    assertFalse(Files.exists(scratch.resolve("saved/clustered-1000x16-cosine-k10.json.tmp")));
  }

  private Path fbin(String name, int rows, int dimension) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * rows * dimension).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(rows).putInt(dimension);
    while (bytes.hasRemaining()) {
      bytes.putFloat(bytes.position());
    }
    return Files.write(scratch.resolve(name), bytes.array());
  }

  @Test
  void queriesOfAnotherDimension_areRefused() throws IOException {
    OmenRun run =
        OmenRun.of(
            "bench",
            "vectors",
            "--base",
            fbin("base.fbin", 20, 4).toString(),
            "--queries",
            fbin("queries.fbin", 2, 3).toString());
    assertEquals(2, run.code(), run.err());
    assertTrue(run.error().contains("dimension 3, the rows have 4"), run.error());
  }

  @Test
  void fileOfAnnBenchmarks_isRowsAndQueriesAndMetric() {
    JsonNode answer =
        OmenRun.of(
                "bench",
                "vectors",
                "--json",
                "--base",
                "src/test/resources/vectors/ann-benchmarks.hdf5",
                "--system",
                "omendb",
                "--mode",
                "exact",
                "--seconds",
                "0.01",
                "--dir",
                scratch.resolve("data").toString())
            .json();
    assertEquals("cosine", answer.get("data").get("metric").asText(), answer::toString);
    assertEquals(200, answer.get("data").get("rows").asInt(), answer::toString);
    assertEquals(12, answer.get("data").get("queries").asInt(), answer::toString);
    assertEquals(1, answer.get("results").get(0).get("recall").asDouble(), answer::toString);
  }

  @Test
  void wrongUsage_namesTheOption() {
    for (List<String> wrong :
        List.of(
            List.of("--system", "faiss"),
            List.of("--mode", "psychic"),
            List.of("--metric", "hamming"),
            List.of("--filter-fraction", "1.5"),
            List.of("--where-fraction", "1"),
            List.of("--batch", "0"),
            List.of("--seconds", "0"),
            List.of("--dim", "0"),
            List.of("-k", "0"),
            List.of("--rows", "10"),
            List.of("--dataset", "uniform"),
            List.of("--base", "a.npy"))) {
      List<String> arguments = new ArrayList<>(List.of("bench", "vectors"));
      arguments.addAll(wrong);
      OmenRun run = OmenRun.of(arguments.toArray(String[]::new));
      assertEquals(2, run.code(), wrong + ": " + run.err());
      String option = wrong.getFirst().replaceFirst("^-+", "");
      assertTrue(
          run.error().contains(wrong.getLast()) || run.error().contains(option), run.error());
    }
    OmenRun batch = bench("--system", "lucene", "--batch", "16");
    assertEquals(2, batch.code(), batch.err());
    assertTrue(batch.error().contains("several queries"), batch.error());
  }
}

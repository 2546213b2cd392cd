package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.omendb.benchmarks.OmenRun;
import io.omendb.benchmarks.report.IndexResult;
import io.omendb.benchmarks.report.IndexRun;
import io.omendb.benchmarks.report.StorageRun;
import io.omendb.benchmarks.report.VectorResult;
import io.omendb.benchmarks.report.VectorRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages and plots from results that are made up, which the test alone may do. */
class RenderCommandTest {
  @TempDir Path scratch;

  private static IndexResult result(String system, @Nullable String engine, double hitNanos) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", system);
    fields.put("engine", engine);
    fields.put("found", 1.0);
    fields.put("hitNanos", hitNanos);
    fields.put("missNanos", null);
    fields.put("batchPerSecond", 2e9 / hitNanos);
    fields.put("chosen", "auto".equals(engine) ? "rmi" : engine);
    fields.put("quick", "rmi".equals(engine));
    fields.put("commit", "abc123");
    return new IndexResult(fields);
  }

  private void write(String name, int count, double scale) {
    new IndexRun(
            Map.of("cpu", "a CPU", "cores", 2, "caches", "L2", "jdk", "25", "loadAtStart", 1.25),
            Map.of("dataset", name, "count", count, "distinct", count),
            List.of(
                result("treemap", null, 400 * scale),
                result("binary_search", null, 100 * scale),
                result("omendb", "auto", 20 * scale),
                result("omendb", "rmi", 21 * scale)))
        .toFile()
        .write(scratch.resolve("data/" + name + "-" + count + ".json"));
  }

  private OmenRun render() {
    return OmenRun.of(
        "bench",
        "render",
        "--data",
        scratch.resolve("data").toString(),
        "--markdown",
        scratch.resolve("docs/page.md").toString(),
        "--plots",
        scratch.resolve("docs/plots").toString(),
        "--json");
  }

  @Test
  void savedResults_becomePageAndPlots() throws Exception {
    write("uniform", 16_000, 1);
    write("uniform", 1_000_000, 2);
    write("seq", 16_000, 0.5);
    Files.writeString(scratch.resolve("data/remarks.md"), "A tree wins where keys cluster.\n");
    JsonNode answer = render().json();
    assertEquals(3, answer.get("runs").asInt());
    assertEquals(2, answer.get("plots").size());

    String page = Files.readString(scratch.resolve("docs/page.md"));
    assertTrue(page.contains("](plots/uniform.svg)"), page);
    int remark = page.indexOf("\nA tree wins where keys cluster.\n");
    assertTrue(0 < remark && remark < page.indexOf("## seq"), page);
    assertTrue(page.indexOf("## seq") < page.indexOf("## uniform"), page);
    assertTrue(page.indexOf("16,000 keys") < page.indexOf("1,000,000 keys"), page);
    assertTrue(page.contains("| `auto` (`rmi`) | 40 |  |"), page);
    assertTrue(page.contains("a CPU") && page.contains("abc123") && page.contains("1.25"), page);
    assertTrue(page.contains("(`--quick`): 3 results"), page);
    String fastest = page.lines().filter(line -> line.startsWith("| `auto`")).toList().getLast();
    assertTrue(fastest.endsWith("| 5 | 20 |"), fastest);

    for (String name : List.of("uniform", "seq")) {
      Path plot = scratch.resolve("docs/plots/" + name + ".svg");
      DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
      xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      String text =
          xml.newDocumentBuilder().parse(plot.toFile()).getDocumentElement().getTextContent();
      for (String part :
          List.of("auto", "treemap", "binary_search", "ns per lookup", name, "16,000")) {
        assertTrue(text.contains(part), () -> part + " in " + plot);
      }
    }
  }

  private static Map<String, @Nullable Object> stored(
      String system, String operation, double rowsPerSecond) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", system);
    fields.put("operation", operation);
    fields.put("nanosPerOperation", 1e9 / rowsPerSecond);
    fields.put("rowsPerSecond", rowsPerSecond);
    fields.put("p50Nanos", 0.5e9 / rowsPerSecond);
    fields.put("p999Nanos", null);
    fields.put("diskBytesPerRow", 111.5);
    fields.put("commit", "abc123");
    fields.put("seconds", 1.0);
    return fields;
  }

  @Test
  void savedResultsOfStores_becomeAPage_lossesFirst() throws Exception {
    StorageRun run =
        new StorageRun(
            Map.of("cpu", "a CPU", "cores", 2, "jdk", "25", "loadAtStart", 1.5, "loadAtEnd", 2.5),
            5_000,
            100,
            List.of(
                stored("omendb", "get", 8e6),
                stored("lmdb", "get", 2e6),
                stored("rocksdb", "get", 1e6),
                stored("treemap", "get", 16e6),
                stored("omendb", "put_sync", 100),
                stored("lmdb", "put_sync", 400),
                stored("rocksdb", "put_sync", 200)));
    run.toFile().write(run.file(scratch.resolve("data/storage")));
    Files.writeString(scratch.resolve("data/storage/remarks.md"), "It loses where it syncs.\n");
    JsonNode answer = render().json();
    Path page = scratch.resolve("docs/storage.md");
    assertEquals(page.toString(), answer.get("pages").get(0).asText());
    assertEquals(1, answer.get("plots").size());
    String text = Files.readString(page);
    int lost = text.indexOf("| put_sync, rows/s | 100 | `lmdb` | 400 | 0.25 |");
    int won = text.indexOf("| get, p50 in ns | 62.5 | `lmdb` | 250 | 4 |");
    assertTrue(0 < lost && lost < won, text);
    String map = "| get, p50 in ns, beside maps in memory | 62.5 | `treemap` | 31.25 | 0.5 |";
    assertTrue(text.contains(map), text);
    assertTrue(text.contains("| `lmdb` | lmdbjava") && !text.contains("h2-mvstore"), text);
    assertTrue(text.contains("It loses where it syncs."), text);
    assertTrue(
        text.contains("| `get` | `rocksdb` | 1000 |  | 1000000 | 500 |  |  | 111.5 |"), text);
    assertTrue(text.contains("a CPU") && text.contains("load average 1.5 to 2.5"), text);
    assertTrue(text.contains("](plots/storage-5000-100.svg)"), text);
    String plot = Files.readString(scratch.resolve("docs/plots/storage-5000-100.svg"));
    assertTrue(plot.contains("rocksdb: get 1000000 put_sync 200"), plot.substring(0, 2_000));
    assertFalse(plot.contains("treemap"), "maps have few of the operations");
  }

  private static VectorResult found(
      String system, String mode, String setting, double recall, double queriesPerSecond) {
    return found(system, mode, setting, 1, recall, queriesPerSecond);
  }

  private static VectorResult found(
      String system,
      String mode,
      String setting,
      double whereFraction,
      double recall,
      double queriesPerSecond) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", system);
    fields.put("mode", mode);
    fields.put("setting", setting);
    fields.put("filterFraction", whereFraction < 1 ? null : 1.0);
    fields.put("whereFraction", whereFraction < 1 ? whereFraction : null);
    fields.put("batch", 1);
    fields.put("recall", recall);
    fields.put("queriesPerSecond", queriesPerSecond);
    fields.put("p50Nanos", 2_000_000);
    fields.put("certified", mode.equals("exact"));
    fields.put("commit", "abc123");
    fields.put("seconds", 1.0);
    return new VectorResult(fields);
  }

  @Test
  void savedResultsOfVectors_becomeAPage_lossesFirst() throws Exception {
    VectorRun run =
        new VectorRun(
            Map.of("cpu", "a CPU", "cores", 2, "jdk", "25", "loadAtStart", 1.5, "loadAtEnd", 2.5),
            Map.of(
                "name",
                "texts",
                "rows",
                5_000,
                "dimension",
                8,
                "queries",
                10,
                "metric",
                "dot",
                "k",
                10,
                "command",
                "bin/omen bench vectors --base texts.npy"),
            List.of(
                found("omendb", "scan", "", 1, 9_999),
                found("omendb", "exact", "", 1, 1_000),
                found("lucene", "hnsw", "candidates=20", 0.96, 4_000),
                found("lucene", "hnsw", "candidates=80", 0.9995, 500),
                found("omendb", "exact", "", 0.05, 1, 6_000),
                found("faiss", "flat", "", 0.05, 1, 3_000)));
    run.toFile().write(run.file(scratch.resolve("data/vectors")));
    Files.writeString(
        scratch.resolve("data/vectors/remarks.md"), "It loses where recall is low.\n");
    JsonNode answer = render().json();
    Path page = scratch.resolve("docs/vectors.md");
    assertEquals(page.toString(), answer.get("pages").get(0).asText());
    String text = Files.readString(page);
    int lost =
        text.indexOf(
            "| 0.95 | all rows | `omendb exact` | 1000 | `lucene hnsw candidates=20` | 4000 | 0.25 |");
    int won =
        text.indexOf(
            "| 0.999 | all rows | `omendb exact` | 1000 | `lucene hnsw candidates=80` | 500 | 2 |");
    assertTrue(0 < lost && lost < won, text);
    assertTrue(text.contains("It loses where recall is low."), text);
    assertTrue(text.contains("bin/omen bench vectors --base texts.npy"), text);
    assertTrue(text.contains("| `omendb exact` |  | all rows | 1 | 1 | 1000 |  |  | 2000 |"), text);
    assertTrue(text.contains("](plots/vectors-texts-5000x8-dot-k10.svg)"), text);
    String byEquality = text.substring(text.indexOf("### Filtered by string equality"));
    assertTrue(
        byEquality.contains(
            "| 0.999 | 5 % by string equality | `omendb exact` | 6000 | `faiss flat` | 3000 | 2 |"),
        text);
    assertTrue(byEquality.contains("| `faiss flat` |  | 5 % by string equality | 1 | 1 |"), text);
    assertTrue(byEquality.contains("](plots/vectors-texts-5000x8-dot-k10-where0.05.svg)"), text);
    assertFalse(byEquality.contains("candidates=80"), text);
    String plot = Files.readString(scratch.resolve("docs/plots/vectors-texts-5000x8-dot-k10.svg"));
    assertTrue(plot.contains("lucene hnsw: 4000 at 0.96 500 at 0.9995"), plot.substring(0, 2_000));
  }

  @Test
  void otherFiles_areRefusedByName() throws IOException {
    Files.createDirectories(scratch.resolve("data"));
    OmenRun none = render();
    assertEquals(2, none.code());
    Files.writeString(scratch.resolve("data/x.json"), "{\"keys\":1}");
    OmenRun run = render();
    assertEquals(1, run.code(), run.err());
    assertTrue(run.error().contains("x.json"), run.error());
    assertFalse(Files.exists(scratch.resolve("docs/page.md")));
  }
}

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

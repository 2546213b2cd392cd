package io.omendb.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.benchmarks.OmenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overview, from results that are made up, which the test alone may do. */
class OverviewPageTest {
  private static final Map<String, @Nullable Object> ENVIRONMENT =
      Map.of(
          "cpu",
          "a CPU",
          "cores",
          2,
          "memoryMiB",
          99,
          "jdk",
          "25",
          "commit",
          "abc123",
          "loadAtStart",
          1.5,
          "loadAtEnd",
          2.5);

  @TempDir Path scratch;

  private static Map<String, @Nullable Object> fields(Object... namesAndValues) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private void results() throws IOException {
    Path results = scratch.resolve("results");
    new ResultFile(
            ENVIRONMENT,
            fields("rows", 1_000, "valueBytes", 100),
            List.of(
                stored("omendb", "put_sync", 100, 0.03),
                stored("lmdb", "put_sync", 200, 0.04),
                stored("omendb", "bulk_load", 900, 0.03),
                stored("lmdb", "bulk_load", 300, 0.04)))
        .write(results.resolve("storage/storage-1000-100.json"));
    new ResultFile(
            ENVIRONMENT,
            fields("rows", 1_000, "valueBytes", 100, "seconds", 1),
            List.of(
                served("omendb", "put_sync", 32, 10),
                served("postgresql", "put_sync", 32, 100),
                served("omendb", "multi_get", 4, 300),
                served("postgresql", "multi_get", 4, 100)))
        .write(results.resolve("server/server-1000-100.json"));
    new ResultFile(
            ENVIRONMENT,
            fields("suite", "database", "command", "bin/omen bench database"),
            List.of(
                fields(
                    "system",
                    "omendb:auto",
                    "operation",
                    "get",
                    "rows",
                    "5",
                    "nanosPerOperation",
                    80,
                    "errorNanos",
                    8),
                fields(
                    "system",
                    "rocksdb",
                    "operation",
                    "get",
                    "rows",
                    "5",
                    "nanosPerOperation",
                    60,
                    "errorNanos",
                    0)))
        .write(results.resolve("engines/database.json"));
    new ResultFile(
            ENVIRONMENT,
            fields("rows", 200, "command", "bin/omen bench pairings"),
            List.of(
                paired("pgm", "memory", "get", 90.0),
                paired("btree", "memory", "get", 70.0),
                fields(
                    "index", "btree", "storage", "rocksdb", "compute", "scalar", "skipped", "no")))
        .write(results.resolve("pairings/pairings-200.json"));
    new ResultFile(
            ENVIRONMENT,
            Map.of(),
            List.of(
                fields(
                    "name",
                    "multi_get",
                    "what",
                    "many",
                    "ratio",
                    2.5,
                    "spread",
                    0.02,
                    "cpu",
                    "a CPU",
                    "commit",
                    "abc123")))
        .write(results.resolve("gate/ratios.json"));
    Files.createDirectories(results.resolve("targets"));
    Files.writeString(
        results.resolve("targets/targets.json"),
        """
        {"targets":[
        {"what":"durable put","file":"server/server-1000-100.json","field":"rowsPerSecond","times":0.5,
         "ours":{"system":"omendb","operation":"put_sync"},"theirs":{"system":"postgresql","operation":"put_sync"}},
        {"what":"load","file":"storage/storage-1000-100.json","field":"rowsPerSecond","times":2,
         "ours":{"system":"omendb","operation":"bulk_load"},"theirs":{"system":"lmdb","operation":"bulk_load"}},
        {"what":"median","file":"storage/storage-1000-100.json","field":"p50Nanos","value":5,"unit":"ns",
         "lessIsBetter":true,"ours":{"system":"omendb","operation":"put_sync"}},
        {"what":"elsewhere","file":"storage/storage-9-9.json","field":"p50Nanos","value":5,"unit":"ns",
         "ours":{"system":"omendb","operation":"put_sync"}}
        ]}
        """);
  }

  private static Map<String, @Nullable Object> stored(
      String system, String operation, double rate, double spread) {
    return fields(
        "system",
        system,
        "operation",
        operation,
        "nanosPerOperation",
        1e9 / rate,
        "rowsPerSecond",
        rate,
        "p50Nanos",
        10,
        "spread",
        spread,
        "commit",
        "abc123",
        "seconds",
        1);
  }

  private static Map<String, @Nullable Object> served(
      String system, String operation, int callers, double rate) {
    return fields(
        "system",
        system,
        "operation",
        operation,
        "callers",
        callers,
        "operationsPerSecond",
        rate,
        "rowsPerSecond",
        rate);
  }

  private static Map<String, @Nullable Object> paired(
      String index, String storage, String operation, double nanos) {
    return fields(
        "index",
        index,
        "storage",
        storage,
        "compute",
        "scalar",
        "operation",
        operation,
        "cpuNanosPerOperation",
        nanos,
        "spread",
        0.1);
  }

  private String overview() throws IOException {
    OmenRun run =
        OmenRun.of(
            "bench",
            "render",
            "--data",
            scratch.resolve("results").toString(),
            "--markdown",
            scratch.resolve("learned-index.md").toString(),
            "--plots",
            scratch.resolve("plots").toString(),
            "--json");
    List<String> pages = run.json().get("pages").valueStream().map(page -> page.asText()).toList();
    assertEquals(scratch.resolve("README.md").toString(), pages.getLast());
    return Files.readString(scratch.resolve("README.md"));
  }

  private static void assertOrder(String page, String... parts) {
    int last = -1;
    for (String part : parts) {
      int place = page.indexOf(part, last + 1);
      assertTrue(place > last, () -> part + " in this order in\n" + page);
      last = place;
    }
  }

  @Test
  void losses_ofAllSuites_standFirst_theWorstOnTop() throws IOException {
    results();
    String page = overview();
    assertOrder(
        page,
        "# Benchmarks: where OmenDB loses",
        "## Where OmenDB loses\n3 of 5 comparisons",
        "| put_sync, 32 callers | 10 | `postgresql` | 100 | 0.1 |",
        "| put_sync, rows/s | 100 | `lmdb` | 200 | 0.5 ± 5 % |",
        "| get (rows 5), ns | 80 | `rocksdb` | 60 | 0.75 |",
        "## Targets that are missed",
        "## Database beside stores");
    String losses = page.substring(0, page.indexOf("## Targets"));
    assertTrue(!losses.contains("bulk_load") && !losses.contains("multi_get"), losses);
  }

  @Test
  void missedTargets_areListed_othersNot() throws IOException {
    results();
    String page = overview();
    assertOrder(
        page,
        "2 of 3, the farthest first",
        "| durable put | 0.5 x | 0.1 | 20 % |",
        "| median | at most 5 ns | 10 | 50 % |",
        "## Database beside stores");
    assertTrue(!page.contains("| load |") && !page.contains("elsewhere"), page);
  }

  @Test
  void everySuite_hasItsTablePlotCommandAndPage() throws IOException {
    results();
    String page = overview();
    assertOrder(
        page,
        "## Database beside stores",
        "bin/omen bench storage",
        "](plots/storage-1000-100.svg)",
        "](storage.md)");
    assertOrder(
        page,
        "## Server beside PostgreSQL",
        "bin/omen bench server",
        "](plots/server-1000-100.svg)",
        "| multi_get, 4 callers | 300 | `postgresql` | 100 | 3 |",
        "](server.md)");
    assertOrder(page, "## Engines, by JMH", "](plots/engines-database.svg)", "](engines.md)");
    assertOrder(
        page,
        "## Pairings of our engines",
        "bin/omen bench pairings",
        "| get | `btree x memory x scalar` | 70 | `pgm x memory x scalar` | 90 |",
        "](pairings.md)");
    assertOrder(page, "## Regression gate", "| `multi_get` | many | 2.5 ± 2 % | a CPU | abc123 |");
    assertTrue(
        page.contains(
            "* 200 rows: a CPU, 2 cores, 99 MiB of memory, JDK 25; commit abc123, load average 1.5"
                + " before and 2.5 after\n"),
        page);
    String pairings = Files.readString(scratch.resolve("pairings.md"));
    assertTrue(pairings.contains("| `btree` | `rocksdb` | `scalar` | cannot run: no |"), pairings);
    for (String plot : List.of("server-1000-100", "engines-database", "pairings-200")) {
      assertTrue(
          Files.readString(scratch.resolve("plots/" + plot + ".svg")).contains("<title"), plot);
    }
  }

  @Test
  void brokenTargets_areRefusedByName() throws IOException {
    results();
    Files.writeString(scratch.resolve("results/targets/targets.json"), "{\"targets\":[{}]}");
    OmenRun run =
        OmenRun.of(
            "bench",
            "render",
            "--data",
            scratch.resolve("results").toString(),
            "--markdown",
            scratch.resolve("x.md").toString(),
            "--plots",
            scratch.resolve("plots").toString());
    assertEquals(1, run.code());
    assertTrue(run.error().contains("targets.json"), run.error());
  }
}

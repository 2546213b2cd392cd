package io.omendb.server.http;

import static io.omendb.server.http.HttpFixture.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omendb.Database;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.docs.MarkdownBlocks;
import io.omendb.server.grpc.OmenServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What /metrics says after some work, and that dashboard and documentation ask for nothing else.
 */
final class MetricsTest {
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:omendb|jvm|process|system)_[a-z0-9_]+\\b");

  /** What may stand in an expression of the dashboard besides metrics and their labels. */
  private static final Set<String> PROMQL =
      Set.of("sum", "by", "rate", "increase", "histogram_quantile");

  private final HttpFixture http = new HttpFixture();

  @BeforeEach
  void work() {
    http.withCities(100);
    http.post(CITIES + "/flush", "").ok();
    http.post(CITIES + "/rows", "{\"rows\":[{\"key\":1},{\"key\":1000}]}").ok();
    http.post(CITIES + "/rows:get", "{\"keys\":[3,4,5]}").ok();
    http.post(CITIES + "/search", "{\"vector\":[1,0,0]}").ok();
    http.get("/v1/collections/none");
    callOverGrpc();
  }

  /** A server of the same database and the same metrics, as {@code omen serve} has. */
  private void callOverGrpc() {
    ServerSettings settings =
        ServerSettings.of(Map.of(ServerKey.LISTEN, "127.0.0.1:0", ServerKey.GRACE_MILLIS, "0"));
    try (OmenServer grpc =
            OmenServer.start(http.database(), settings, List.of(http.metrics.grpcInterceptor()));
        Database remote = Database.open("grpc://127.0.0.1:" + grpc.port())) {
      assertEquals(101, remote.collection("cities").count());
    }
  }

  @AfterEach
  void stop() {
    http.close();
  }

  /** One line of /metrics. */
  private record Sample(String name, Map<String, String> labels, double value) {
    private static final Pattern LINE =
        Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? ([-+0-9.eENaIinf]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Sample of(String line) {
      var match = LINE.matcher(line);
      assertTrue(match.matches(), line);
      String labels = match.group(2) == null ? "" : match.group(2);
      return new Sample(
          match.group(1),
          LABEL
              .matcher(labels)
              .results()
              .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2))),
          Double.parseDouble(match.group(3)));
    }
  }

  private List<Sample> samples() {
    HttpFixture.Reply reply = http.get("/metrics").ok();
    assertTrue(reply.header("Content-Type").startsWith("text/plain; version=0.0.4"));
    return reply.text().lines().filter(line -> !line.startsWith("#")).map(Sample::of).toList();
  }

  private double value(List<Sample> samples, String name, Map<String, String> labels) {
    List<Sample> found =
        samples.stream()
            .filter(sample -> sample.name().equals(name) && sample.labels().equals(labels))
            .toList();
    assertEquals(1, found.size(), name + labels);
    return found.getFirst().value();
  }

  @Test
  void collection_hasTheFiguresOfItsStatistics() {
    var stats = http.database().collection("cities").stats();
    List<Sample> samples = samples();
    Map<String, String> cities = Map.of("collection", "cities");
    assertEquals(2, value(samples, "omendb_memtable_rows", cities));
    assertEquals(1, value(samples, "omendb_segments", cities));
    assertEquals(100, value(samples, "omendb_segment_rows", cities));
    assertEquals((double) stats.segmentBytes(), value(samples, "omendb_segment_bytes", cities));
    assertEquals((double) stats.indexBytes(), value(samples, "omendb_index_bytes", cities));
    assertEquals(1, value(samples, "omendb_flushes_total", cities));
    assertEquals(0, value(samples, "omendb_merges_total", cities));
    assertEquals(2, value(samples, "omendb_commits_logged_total", cities));
    assertEquals(2, value(samples, "omendb_log_writes_total", cities));
    assertEquals(
        3,
        value(samples, "omendb_learned_index_hits_total", cities)
            + value(samples, "omendb_learned_index_fallbacks_total", cities));
    assertEquals(
        1,
        value(samples, "omendb_searches_total", Map.of("collection", "cities", "mode", "exact")));
    assertEquals(1, value(samples, "omendb_collections", Map.of()));
    assertEquals(1, value(samples, "omendb_database_open", Map.of()));
  }

  @Test
  void requests_areCountedByRouteAndStatus_callsByMethodAndCode() {
    List<Sample> samples = samples();
    assertEquals(
        1,
        value(
            samples,
            "omendb_http_requests_seconds_count",
            Map.of("method", "GET", "route", "/v1/collections/{collection}", "status", "404")));
    assertEquals(
        2,
        value(
            samples,
            "omendb_http_requests_seconds_count",
            Map.of(
                "method", "POST", "route", "/v1/collections/{collection}/rows", "status", "200")));
    assertEquals(
        1,
        value(
            samples,
            "omendb_grpc_requests_seconds_count",
            Map.of("service", "omendb.v1.DataService", "method", "Count", "code", "OK")));
    assertEquals(1, value(samples, "omendb_http_requests_active", Map.of()), "this request");
    assertEquals(0, value(samples, "omendb_grpc_requests_active", Map.of()));
  }

  @Test
  void labels_doNotGrowWithWhatCallersMakeUp() {
    long before = samples().size();
    for (int i = 0; i < 5; i++) {
      http.get("/v1/collections/none" + i);
      http.get("/made/up/" + i);
      http.send("MADEUP" + i, "/healthz", null);
    }
    List<Sample> after = samples();
    Set<String> routes =
        after.stream()
            .map(sample -> sample.labels().getOrDefault("route", ""))
            .filter(route -> route.contains("made") || route.contains("none0"))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), routes);
    // A histogram each for paths and for methods that are not there, and for /metrics itself.
    assertTrue(after.size() - before < 80, () -> before + " samples, then " + after.size());
  }

  private static List<String> expressions(JsonNode node) {
    List<String> found = new ArrayList<>();
    JsonNode expression = node.get("expr");
    if (expression != null) {
      found.add(expression.asText());
    }
    node.forEach(child -> found.addAll(expressions(child)));
    return found;
  }

  @Test
  void dashboard_asksForMetricsAndLabelsThatAreThere() throws Exception {
    List<Sample> samples = samples();
    List<String> expressions =
        expressions(new ObjectMapper().readTree(MarkdownBlocks.read("docs/grafana/omendb.json")));
    assertTrue(expressions.size() > 20, expressions::toString);
    for (String expression : expressions) {
      String words = expression.replaceAll("\"[^\"]*\"|\\[[^]]*]", " ");
      Set<String> metrics = new TreeSet<>();
      METRIC.matcher(words).results().forEach(name -> metrics.add(name.group()));
      assertTrue(!metrics.isEmpty(), expression);
      Set<String> others = new TreeSet<>();
      Pattern.compile("[a-z_]+")
          .matcher(METRIC.matcher(words).replaceAll(" "))
          .results()
          .forEach(word -> others.add(word.group()));
      others.removeAll(PROMQL);
      for (String metric : metrics) {
        Set<String> labels =
            samples.stream()
                .filter(sample -> sample.name().equals(metric))
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(Collectors.toSet());
        assertTrue(
            samples.stream().anyMatch(sample -> sample.name().equals(metric)),
            () -> "no " + metric + " for " + expression);
        assertTrue(labels.containsAll(others), () -> labels + " for " + expression);
      }
    }
  }

  @Test
  void documentation_listsTheMetricsWithTheirLabels() throws Exception {
    Set<String> actual = new TreeSet<>();
    for (Sample sample : samples()) {
      String name = sample.name().replaceAll("_seconds_(bucket|count|sum|max)$", "_seconds");
      Set<String> labels = new TreeSet<>(sample.labels().keySet());
      labels.remove("le");
      if (name.startsWith("omendb_")) {
        actual.add(name + labels);
      }
    }
    Set<String> documented = new TreeSet<>();
    Pattern.compile("^\\| ((?:`omendb_[a-z_]+`(?:, )?)+) \\|([^|]*)\\|", Pattern.MULTILINE)
        .matcher(MarkdownBlocks.read("docs/http.md"))
        .results()
        .forEach(row -> {
          Set<String> labels = new TreeSet<>();
          Pattern.compile("`([a-z]+)`")
              .matcher(row.group(2))
              .results()
              .forEach(label -> labels.add(label.group(1)));
          Pattern.compile("`([a-z_]+)`")
              .matcher(row.group(1))
              .results()
              .forEach(name -> documented.add(name.group(1) + labels));
        });
    assertEquals(documented, actual);
  }
}

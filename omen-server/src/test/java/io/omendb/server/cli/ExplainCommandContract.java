package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code explain} prints of the rows of {@link CommandContract}. */
interface ExplainCommandContract {
  /** The command line on a directory or a server, with the keys -5, 1 and 2^63 - 1. */
  Omen omen();

  private Map<String, ?> get(String key) {
    return omen().run("explain", "get", "things", key, "--json").done().object();
  }

  private static Map<?, ?> onlySegment(Map<String, ?> plan) {
    List<?> levels = Omen.list(plan.get("levels"));
    assertEquals(1, levels.size());
    List<?> segments = Omen.list(Omen.map(levels.getFirst()).get("segments"));
    assertEquals(1, segments.size());
    return Omen.map(segments.getFirst());
  }

  @Test
  default void explainGet_ofAMemtableRow() {
    Map<String, ?> plan = get("-5");
    assertEquals("things", plan.get("collection"));
    assertEquals(new BigDecimal(-5), plan.get("key"));
    assertEquals(true, plan.get("found"));
    assertEquals("memtable", plan.get("source"));
    assertEquals(List.of(), plan.get("levels"));
    Map<?, ?> memTable = Omen.map(Omen.list(plan.get("memtables")).getFirst());
    assertEquals("found", memTable.get("answer"));
    assertEquals(new BigDecimal(3), memTable.get("versions"));
  }

  @Test
  default void explainGet_ofASegmentRow() {
    omen().run("flush").done();
    Map<String, ?> plan = get("1");
    assertEquals("segment", plan.get("source"));
    Map<?, ?> segment = onlySegment(plan);
    assertEquals("found", segment.get("answer"));
    assertEquals(true, segment.get("admits"));
    assertEquals(new BigDecimal(-5), segment.get("minKey"));
    assertEquals(new BigDecimal(Long.MAX_VALUE), segment.get("maxKey"));
    Map<?, ?> probe = Omen.map(segment.get("probe"));
    assertEquals(new BigDecimal(1), probe.get("position"));
    assertEquals(true, probe.get("insideBounds"));
    BigDecimal predicted = new BigDecimal(String.valueOf(probe.get("predicted")));
    assertEquals(BigDecimal.ONE.subtract(predicted).abs(), probe.get("error"));
  }

  @Test
  default void explainGet_ofAbsentKeys() {
    omen().run("flush").done();
    assertEquals("nowhere", get("7").get("source"));
    Map<?, ?> admitting = onlySegment(get("7"));
    assertEquals("absent", admitting.get("answer"));
    assertNull(Omen.map(admitting.get("probe")).get("position"));
    Map<?, ?> passed = onlySegment(get("-6"));
    assertEquals("notAsked", passed.get("answer"));
    assertEquals(false, passed.get("admits"));
    assertNull(passed.get("probe"));
    omen().run("delete", "things", "1").done();
    assertEquals("deleted", get("1").get("source"));
    assertEquals(false, get("1").get("found"));
  }

  @Test
  default void explainGet_tellsAStory() {
    omen().run("flush").done();
    String out = omen().run("explain", "get", "things", "1").done().out();
    List<String> lines = out.lines().toList();
    assertTrue(
        lines.getFirst().matches("get 1 from things at commit 3: a row, from a segment, .* [nµm]s"),
        out);
    assertTrue(lines.get(1).matches("├─ memtable, 0 versions: not there, .* [nµm]s"), out);
    assertTrue(
        lines
            .get(2)
            .matches(
                "└─ segment things-.*[.]arrow, 3 rows, keys -5[.][.]9223372036854775807: found, .*"),
        out);
    assertTrue(lines.get(3).startsWith("   ├─ index "), out);
    assertTrue(lines.get(4).startsWith("   └─ ") && lines.get(4).contains("row 1"), out);
    String absent = omen().run("explain", "get", "things", "-6").done().out();
    assertTrue(absent.contains("no row, the key is nowhere"), absent);
    assertTrue(absent.contains("not asked, the key is out of range"), absent);
  }

  @Test
  default void explainKnn_countsRows() {
    omen().run("flush").done();
    omen().run("put", "things", "2", "{\"position\":[1,1,0]}").done();
    Map<String, ?> plan =
        omen()
            .run(
                "explain",
                "knn",
                "things",
                "--vector",
                "[1,0,0]",
                "-k",
                "2",
                "--from",
                "0",
                "--json")
            .done()
            .object();
    assertEquals("position", plan.get("column"));
    assertEquals("l2", plan.get("metric"));
    assertEquals("exact", plan.get("mode"));
    assertEquals(new BigDecimal(0), plan.get("from"));
    assertNull(plan.get("to"));
    assertEquals(new BigDecimal(2), plan.get("rowsFound"));
    assertEquals(new BigDecimal(3), plan.get("rowsScanned"));
    assertEquals(true, plan.get("certified"));
    Map<?, ?> memTable = Omen.map(Omen.list(plan.get("memtables")).getFirst());
    assertEquals(new BigDecimal(1), memTable.get("rowsScanned"));
    Map<?, ?> segment = Omen.map(Omen.list(plan.get("segments")).getFirst());
    assertEquals(new BigDecimal(1), segment.get("firstRow"));
    assertEquals(new BigDecimal(3), segment.get("endRow"));
    assertEquals(new BigDecimal(2), segment.get("rowsScanned"));
    assertEquals(plan.get("rowsReranked"), segment.get("rowsReranked"));
  }

  @Test
  default void explainKnn_tellsAStory() {
    omen().run("flush").done();
    String out =
        omen().run("explain", "knn", "things", "--vector", "[1,0,0]", "--to", "5").done().out();
    List<String> lines = out.lines().toList();
    assertTrue(
        lines.getFirst().startsWith("knn of things.position (l2), k 10, keys below 5: 2 rows, "),
        out);
    assertTrue(lines.get(2).contains(": rows 0..1 of 3, flat: 2 rows compared, "), out);
    assertTrue(lines.getLast().startsWith("Mode exact on "), out);
    assertTrue(lines.getLast().endsWith("these are the true nearest rows."), out);
    String passed =
        omen().run("explain", "knn", "things", "--vector", "[1,0,0]", "--to", "-5").done().out();
    assertTrue(passed.contains("└─ 1 segment passed over, without a key of the range"), passed);
  }

  @Test
  default void knn_where_saysWhatTheFilterDid() {
    omen().run("flush", "things").done();
    Omen.Answer json =
        omen()
            .run(
                "explain",
                "knn",
                "things",
                "--vector",
                "[1,0,0]",
                "--where",
                "name = 'Bern' and key < 5",
                "--json");
    Map<String, Object> plan = json.done().object();
    assertEquals("name = 'Bern' and key < 5", plan.get("where"));
    assertEquals(new BigDecimal(5), plan.get("to"));
    Map<?, ?> segment = Omen.map(Omen.list(plan.get("segments")).getFirst());
    assertEquals(
        Map.of(
            "rowsMatched",
            BigDecimal.ONE,
            "blocks",
            BigDecimal.ONE,
            "blocksSkipped",
            BigDecimal.ZERO),
        segment.get("filter"));
    String story =
        omen()
            .run("explain", "knn", "things", "--vector", "[1,0,0]", "--where", "name > 'x'")
            .done()
            .out();
    assertTrue(story.contains("all keys, where name > 'x': 0 rows"), story);
    assertTrue(story.contains("0 rows pass the filter (1 of 1 block skipped)"), story);
  }

  @Test
  default void explain_refusesWhatTheReadRefuses() {
    Omen.Answer nowhere = omen().run("explain", "get", "nothings", "1");
    assertEquals(ExitCode.NOT_FOUND, nowhere.code());
    assertTrue(nowhere.err().startsWith("error: COLLECTION_NOT_FOUND: "), nowhere.err());
    omen()
        .run("explain", "knn", "things", "--vector", "[0,1]")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_VALUE: Column 'position' has dimension 3, the vector has 2");
    assertEquals(ExitCode.WRONG_USAGE, omen().run("explain", "get", "things", "x").code());
  }
}

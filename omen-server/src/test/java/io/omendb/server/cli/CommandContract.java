package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands on rows do, the same on a directory as on a server. */
abstract class CommandContract implements ExplainCommandContract {
  private static final String SCHEMA =
      "name utf8, count int64, share float64, seen timestamp, raw binary, ok bool,"
          + " position vector<float32>[3]";

  @TempDir Path scratch;

  @BeforeEach
  void createAndFill() {
    omen().run("create", "things", "--schema", SCHEMA).done();
    omen()
        .run(
            "put",
            "things",
            "1",
            "{\"name\":\"Genève\",\"count\":9007199254740993,\"share\":0.5,"
                + "\"seen\":\"2026-01-31T12:00:00.000001Z\",\"raw\":\"AP8=\",\"ok\":true,"
                + "\"position\":[1,0,0]}")
        .done();
    omen().run("put", "things", "-5", "{\"name\":\"Bern\",\"position\":[0,1,0]}").done();
    omen().run("put", "things", "9223372036854775807", "{\"position\":[0,0,1]}").done();
  }

  @Test
  void get_printsEveryTypeExactly() {
    assertEquals(
        "{\"key\":1,\"name\":\"Genève\",\"count\":9007199254740993,\"share\":0.5,"
            + "\"seen\":\"2026-01-31T12:00:00.000001Z\",\"raw\":\"AP8=\",\"ok\":true,"
            + "\"position\":[1.0,0.0,0.0]}\n",
        omen().run("get", "things", "1", "--json").done().out());
  }

  @Test
  void get_nullColumn_isNull() {
    Map<String, Object> row = omen().run("--json", "get", "things", "-5").done().object();
    assertEquals(new BigDecimal("-5"), row.get("key"));
    assertTrue(row.containsKey("count"));
    assertNull(row.get("count"));
  }

  @Test
  void get_severalKeys_printsThoseThereAndNamesTheRest() {
    Omen.Answer answer = omen().run("get", "things", "1", "7", "-5", "-o", "jsonl");
    assertEquals(2, answer.out().lines().count());
    answer.failed(ExitCode.NOT_FOUND, "error: ROW_NOT_FOUND: No row in 'things' with key 7");
  }

  @Test
  void get_unknownKey_isNotFound() {
    Omen.Answer answer = omen().run("get", "things", "7", "--json");
    answer.failed(ExitCode.NOT_FOUND, "error: ROW_NOT_FOUND: No row in 'things' with key 7");
    assertEquals("", answer.out());
  }

  @Test
  void get_unknownCollection_isNotFound() {
    Omen.Answer answer = omen().run("get", "nothings", "7");
    assertEquals(ExitCode.NOT_FOUND, answer.code());
    assertTrue(answer.err().startsWith("error: COLLECTION_NOT_FOUND: "), answer.err());
  }

  @Test
  void delete_removesRows() {
    omen().run("delete", "things", "1", "-5", "3").done();
    assertEquals("1\n", omen().run("count", "things").done().out());
  }

  @Test
  void count_ofARange() {
    assertEquals("3\n", omen().run("count", "things").done().out());
    assertEquals(
        "{\"count\":1}\n",
        omen().run("count", "things", "--from", "-5", "--to", "1", "--json").done().out());
    assertEquals("2\n", omen().run("count", "things", "--from", "0").done().out());
  }

  @Test
  void where_narrowsCountScanKnnAndExport() throws Exception {
    assertEquals(
        "{\"count\":1}\n",
        omen()
            .run("count", "things", "--where", "count >= 9007199254740993", "--json")
            .done()
            .out());
    assertEquals(
        "0\n", omen().run("count", "things", "--where", "count = 9007199254740992").done().out());
    assertEquals(
        "1\n",
        omen().run("count", "things", "--where", "name is not null", "--to", "0").done().out());
    assertEquals(
        "key,name\n1,Genève\n",
        omen()
            .run(
                "scan",
                "things",
                "--where",
                "name like 'Gen%' and ok = true",
                "--columns",
                "name",
                "-o",
                "csv")
            .done()
            .out());
    String hits =
        omen()
            .run(
                "knn",
                "things",
                "--vector",
                "[1,0,0]",
                "--where",
                "name <> 'Genève'",
                "-o",
                "jsonl")
            .done()
            .out();
    assertEquals(1, hits.lines().count(), hits);
    assertTrue(hits.startsWith("{\"key\":-5,"), hits);
    Path file = scratch.resolve("some.jsonl");
    omen().run("export", "things", file.toString(), "--where", "name = 'Bern'").done();
    assertEquals(1, Files.readAllLines(file).size());
    omen()
        .run("knn", "things", "--vector", "[1,0,0]", "--where", "position = 1")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: Column 'position' is vector<float32>[3] and cannot stand in a"
                + " predicate");
    omen()
        .run("count", "things", "--where", "")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: Expected the name of a column, NOT or ( at position 1, found"
                + " the end");
  }

  @Test
  void scan_asCsv_isWhatImportReads() throws Exception {
    String csv = omen().run("scan", "things", "-o", "csv").done().out();
    assertEquals(
        """
        key,name,count,share,seen,raw,ok,position
        -5,Bern,,,,,,"[0.0,1.0,0.0]"
        1,Genève,9007199254740993,0.5,2026-01-31T12:00:00.000001Z,AP8=,true,"[1.0,0.0,0.0]"
        9223372036854775807,,,,,,,"[0.0,0.0,1.0]"
        """,
        csv);
    Path file = Files.writeString(scratch.resolve("things.csv"), csv);
    omen().run("import", "copy", file.toString(), "--schema", SCHEMA).done();
    assertEquals(csv, omen().run("scan", "copy", "-o", "csv").done().out());
  }

  @Test
  void scan_reverseLimitColumns() {
    assertEquals(
        """
        {"key":1,"ok":true,"name":"Genève"}
        {"key":-5,"ok":null,"name":"Bern"}
        """,
        omen()
            .run(
                "scan",
                "things",
                "--reverse",
                "--to",
                "2",
                "--limit",
                "2",
                "--columns",
                "ok,name",
                "-o",
                "jsonl")
            .done()
            .out());
  }

  @Test
  void scan_ofNothing_isAnEmptyArray() {
    assertEquals(
        "[]\n", omen().run("scan", "things", "--from", "2", "--to", "3", "--json").done().out());
  }

  @Test
  void scan_table_alignsNumbersRight() {
    assertEquals(
        """
        key  name               count
        ---  ------  ----------------
         -5  Bern
          1  Genève  9007199254740993
        """,
        omen().run("scan", "things", "--to", "2", "--columns", "name,count").done().out());
  }

  @Test
  void knn_findsNearestFirst() {
    Map<String, Object> answer =
        omen().run("knn", "things", "--vector", "[0.1,0.9,0]", "-k", "2", "--json").done().object();
    assertEquals(true, answer.get("certified"));
    List<?> hits = Omen.list(answer.get("hits"));
    assertEquals(2, hits.size());
    Map<?, ?> first = Omen.map(hits.getFirst());
    assertEquals(new BigDecimal("-5"), first.get("key"));
    assertEquals("Bern", Omen.map(first.get("row")).get("name"));
  }

  @Test
  void knn_inAKeyRange() {
    String out =
        omen()
            .run("knn", "things", "--vector", "[0,1,0]", "--from", "0", "-o", "jsonl")
            .done()
            .out();
    assertEquals(2, out.lines().count());
    assertTrue(out.startsWith("{\"key\":1,"), out);
  }

  @Test
  void knn_wrongDimension_namesBoth() {
    Omen.Answer answer = omen().run("knn", "things", "--vector", "[0,1]");
    assertEquals(ExitCode.WRONG_USAGE, answer.code());
    assertEquals(
        "error: INVALID_VALUE: Column 'position' has dimension 3, the vector has 2\n",
        answer.err());
  }

  @Test
  void flushMergeStats_tellWhatThereIs() {
    assertTrue(omen().run("flush").done().out().contains("things"));
    omen().run("put", "things", "2", "{}").done();
    assertTrue(omen().run("merge", "things").done().out().contains("things"));
    Map<String, Object> stats = omen().run("stats", "things", "--json").done().object();
    Map<?, ?> things = Omen.map(Omen.list(stats.get("collections")).getFirst());
    assertEquals(new BigDecimal(4), things.get("segmentRows"));
    assertEquals(new BigDecimal(0), things.get("memtableRows"));
    Map<?, ?> segment = Omen.map(Omen.list(things.get("segments")).getFirst());
    String chosen = String.valueOf(segment.get("indexChosen"));
    assertFalse(chosen.isEmpty(), segment::toString);
    assertEquals(
        chosen.equals(segment.get("indexEngine")),
        "".equals(segment.get("indexReason")),
        segment::toString);
    assertTrue(omen().run("stats").done().out().contains(".arrow"));
  }

  @Test
  void exportAndImport_keepEveryValue() {
    String before = omen().run("scan", "things", "-o", "csv").done().out();
    for (String name :
        List.of("a.csv", "b.jsonl", "c.arrow", "d.csv.gz", "e.jsonl.gz", "f.arrow.gz")) {
      String file = scratch.resolve(name).toString();
      assertEquals(
          new BigDecimal(3),
          omen().run("export", "things", file, "--json").done().object().get("rows"));
      String copy = "copy_" + name.charAt(0);
      omen().run("import", copy, file, "--schema", SCHEMA).done();
      assertEquals(before, omen().run("scan", copy, "-o", "csv").done().out(), name);
    }
  }

  @Test
  void drop_removesTheCollection() {
    omen().run("drop", "things").done();
    assertEquals("[]\n", omen().run("collections", "--json").done().out());
  }

  @Test
  void create_again_isAConflict() {
    Omen.Answer answer = omen().run("create", "things", "--schema", SCHEMA);
    assertEquals(ExitCode.CONFLICT, answer.code());
    assertTrue(answer.err().startsWith("error: COLLECTION_EXISTS: "), answer.err());
  }

  @Test
  void put_badValues_nameTheColumn() {
    assertPutFails(
        "{\"name\":1}", "INVALID_VALUE: Column 'name' is utf8 and takes a string, not \"1\"");
    assertPutFails("{\"count\":1.5}", "INVALID_VALUE: Column 'count' is int64, not BigDecimal 1.5");
    assertPutFails(
        "{\"position\":[1,2]}",
        "INVALID_VALUE: Column 'position' has dimension 3, the vector has 2");
    assertPutFails(
        "{\"seen\":\"yesterday\"}",
        "INVALID_VALUE: Column 'seen' is timestamp and takes an ISO-8601 time such as"
            + " 2026-01-31T12:00:00Z, not \"yesterday\"");
    assertPutFails(
        "{\"raw\":\"***\"}",
        "INVALID_VALUE: Column 'raw' is binary and takes base64 text, not \"***\"");
  }

  private void assertPutFails(String json, String message) {
    omen().run("put", "things", "1", json).failed(ExitCode.WRONG_USAGE, "error: " + message);
  }

  @Test
  void put_unknownColumn_listsThoseThereAre() {
    omen()
        .run("put", "things", "1", "{\"nam\":1}")
        .failed(
            ExitCode.NOT_FOUND,
            "error: COLUMN_NOT_FOUND: No column named 'nam' (the columns are name, count, share,"
                + " seen, raw, ok, position)");
  }

  @Test
  void import_brokenLine_namesItAndKeepsItsBatchOut() throws Exception {
    StringBuilder csv = new StringBuilder("key,name,count\n");
    for (int key = 0; key < 10_000; key++) {
      csv.append(key).append(",x,").append(key).append('\n');
    }
    csv.append("10000,\"two\nlines\",1\n10001,y,many\n10002,z,3\n");
    Path file = Files.writeString(scratch.resolve("broken.csv"), csv);
    omen().run("create", "target", "--schema", "name utf8, count int64").done();
    omen()
        .run("import", "target", file.toString())
        .failed(
            ExitCode.FAILED,
            "error: INVALID_DATA: "
                + file
                + ", line 10004: Column 'count' is int64 and takes a whole number, not \"many\""
                + " (imported before it: 10000 rows; mend the file and import it again)");
    assertEquals("10000\n", omen().run("count", "target").done().out());
  }

  private static String numbers(int rows, String last) {
    StringBuilder csv = new StringBuilder("key,count\n");
    for (int key = 0; key < rows; key++) {
      csv.append(key).append(',').append(key).append('\n');
    }
    return csv.append(last).toString();
  }

  /** A row behind the first two batches breaks the import; its repair begins with the third. */
  @Test
  void import_resume_goesOnWhereItWasInterrupted() throws Exception {
    Path file = Files.writeString(scratch.resolve("r.csv"), numbers(20_000, "20000,?\n"));
    Path place = scratch.resolve("r.csv.r.import");
    String[] call = {"import", "r", file.toString(), "--schema", "count int64", "--resume"};
    assertEquals(ExitCode.FAILED, omen().run(call).code());
    assertEquals("20000\n", omen().run("count", "r").done().out());
    assertEquals("20000", Files.readAllLines(place).getLast());
    omen().run("delete", "r", "5").done();
    var modified = Files.getLastModifiedTime(file);
    Files.writeString(file, numbers(20_000, "20000,1\n"));
    Files.setLastModifiedTime(file, modified);
    String[] json = {
      "import", "r", file.toString(), "--schema", "count int64", "--resume", "--json"
    };
    assertEquals("1", String.valueOf(omen().run(json).done().object().get("rows")));
    assertEquals("20000\n", omen().run("count", "r").done().out(), "row 5 is not put again");
    assertFalse(Files.exists(place));
  }

  @Test
  void import_resume_ofAChangedFile_isRefused() throws Exception {
    Path file = Files.writeString(scratch.resolve("r.csv"), numbers(10_000, "10000,?\n"));
    String[] call = {"import", "r", file.toString(), "--schema", "count int64", "--resume"};
    assertEquals(ExitCode.FAILED, omen().run(call).code());
    Files.writeString(file, numbers(9_000, ""));
    Omen.Answer answer = omen().run(call);
    assertEquals(ExitCode.FAILED, answer.code());
    assertTrue(answer.err().contains("is of another state of"), answer.err());
  }

  @Test
  void import_resumeAndBulk_isWrongUsage() throws Exception {
    Path file = Files.writeString(scratch.resolve("r.csv"), numbers(1, ""));
    assertEquals(
        ExitCode.WRONG_USAGE,
        omen()
            .run("import", "r", file.toString(), "--schema", "count int64", "--bulk", "--resume")
            .code());
  }

  @Test
  void import_otherKeyColumn() throws Exception {
    Path file = Files.writeString(scratch.resolve("o.csv"), "\uFEFFid,name\n7,\"\"\n8,\n");
    omen().run("import", "o", file.toString(), "--schema", "name utf8", "--key", "id").done();
    assertEquals(
        "{\"key\":7,\"name\":\"\"}\n{\"key\":8,\"name\":null}\n",
        omen().run("scan", "o", "-o", "jsonl").done().out());
  }
}

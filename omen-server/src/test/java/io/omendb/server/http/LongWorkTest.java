package io.omendb.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports and exports by the server, started and followed over HTTP. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // set before each test
final class LongWorkTest {
  private static final String COPY = "/v1/collections/copy";

  @TempDir private Path files;
  private HttpFixture http;

  @BeforeEach
  void start() {
    http = new HttpFixture(Map.of(ServerKey.TRANSFER_DIR, files.toString())).withCities(100);
    assertEquals(
        201, http.post(COPY, "{\"schema\":\"" + HttpFixture.CITIES_SCHEMA + "\"}").status());
  }

  @AfterEach
  void stop() {
    http.close();
  }

  /** Starts an operation and follows it to its end. */
  private Map<String, @Nullable Object> run(String path, String body) throws InterruptedException {
    HttpFixture.Reply started = http.post(path, body);
    assertEquals(202, started.status(), started.text());
    String place = "/v1/" + started.json().get("name");
    Map<String, @Nullable Object> operation = http.get(place).ok().json();
    while (operation.get("ended") == null) {
      Thread.sleep(2);
      operation = http.get(place).ok().json();
    }
    return operation;
  }

  @Test
  void exportThenImport_givesTheSameRows() throws Exception {
    var exported = run(HttpFixture.CITIES + "/export", "{\"file\":\"c.arrow.gz\"}");
    assertEquals("succeeded", exported.get("state"), exported.toString());
    assertEquals("100", String.valueOf(exported.get("doneRows")));
    assertEquals("100", String.valueOf(exported.get("totalRows")));
    for (String bulk : new String[] {"false", "true"}) {
      var imported = run(COPY + "/import", "{\"file\":\"c.arrow.gz\",\"bulk\":" + bulk + "}");
      assertEquals("succeeded", imported.get("state"), imported.toString());
      assertEquals("import", imported.get("kind"));
      assertEquals("copy", imported.get("subject"));
      assertEquals("100", String.valueOf(imported.get("doneRows")));
      assertEquals(
          http.get(HttpFixture.CITIES + "/rows").ok().text(), http.get(COPY + "/rows").ok().text());
    }
    var some =
        run(
            HttpFixture.CITIES + "/export",
            "{\"file\":\"some.jsonl\",\"from\":10,\"where\":\"population < 12000\"}");
    assertEquals("2", String.valueOf(some.get("doneRows")));
    assertEquals(2, Files.readAllLines(files.resolve("some.jsonl")).size());
  }

  @Test
  void brokenLine_isNamed() throws Exception {
    Files.writeString(files.resolve("b.csv"), "id,name,population\n1,a,1\n2,b,many\n");
    var failed = run(COPY + "/import", "{\"file\":\"b.csv\",\"key\":\"id\"}");
    assertEquals("failed", failed.get("state"));
    String error = String.valueOf(failed.get("error"));
    assertTrue(error.contains("INVALID_DATA") && error.contains("b.csv, line 3"), error);
    assertEquals("{\"count\":0}", http.get(COPY + "/count").ok().text().strip());
  }

  @Test
  void backup_isWholeInTheEnd() throws Exception {
    Path target = files.resolve("backup");
    var done = run("/v1/backup", "{\"directory\":\"" + target + "\"}");
    assertEquals("succeeded", done.get("state"), done.toString());
    assertEquals("backup", done.get("kind"));
    assertTrue(Files.isRegularFile(target.resolve("BACKUP")));
    http.post("/v1/backup", "{\"directory\":\"relative\"}")
        .failed(400, ErrorCode.INVALID_ARGUMENT, "directory");
    http.post("/v1/backup", "{}").failed(400, ErrorCode.INVALID_ARGUMENT, "directory");
  }

  @Test
  void whatIsWrong_isSaidAtOnce() {
    for (String file : new String[] {"../x.csv", "/x.csv", "", "x.exe"}) {
      http.post(HttpFixture.CITIES + "/export", "{\"file\":\"" + file + "\"}")
          .failed(400, ErrorCode.INVALID_ARGUMENT, "file");
    }
    http.post(COPY + "/import", "{\"file\":\"none.csv\"}")
        .failed(404, ErrorCode.LOCATION_NOT_FOUND, "file");
    http.get("/v1/operations/none").failed(404, ErrorCode.OPERATION_NOT_FOUND, "name");
    http.post("/v1/operations/none/cancel", "").failed(404, ErrorCode.OPERATION_NOT_FOUND, "name");
    try (HttpFixture plain = new HttpFixture().withCities(1)) {
      plain
          .post(HttpFixture.CITIES + "/export", "{\"file\":\"a.csv\"}")
          .failed(501, ErrorCode.UNSUPPORTED, "file");
    }
  }
}

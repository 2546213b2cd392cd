package io.omendb.server.http;

import static io.omendb.server.http.HttpFixture.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.server.values.JsonReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the routes answer. */
final class RoutesTest {
  private final HttpFixture http = new HttpFixture().withCities(10);

  @AfterEach
  void stop() {
    http.close();
  }

  private void assertAnswer(String json, HttpFixture.Reply reply) {
    assertEquals(JsonReader.read("expected", json), reply.ok().json());
  }

  @Test
  void collections_areCreatedListedDescribedAndDropped() {
    HttpFixture.Reply created = http.post("/v1/collections/more", "{\"schema\":\"name utf8\"}");
    assertEquals(201, created.status());
    String more = "{\"name\":\"more\",\"schema\":\"name utf8\"}";
    assertEquals(more, created.text());
    assertEquals(more, http.get("/v1/collections/more").ok().text());
    assertAnswer(
        "{\"collections\":[{\"name\":\"cities\",\"schema\":\""
            + HttpFixture.CITIES_SCHEMA
            + "\"},"
            + more
            + "]}",
        http.get("/v1/collections"));
    http.post("/v1/collections/more", "{\"schema\":\"name utf8\"}")
        .failed(409, ErrorCode.COLLECTION_EXISTS, "collection");
    assertAnswer("{\"dropped\":\"more\"}", http.delete("/v1/collections/more"));
    http.get("/v1/collections/more").failed(404, ErrorCode.COLLECTION_NOT_FOUND, "collection");
  }

  @Test
  void row_isReadAsTheCommandLinePrintsIt() {
    HttpFixture.Reply row = http.get(CITIES + "/rows/3").ok();
    assertEquals(
        "{\"key\":3,\"name\":\"city 3\",\"population\":3000,\"position\":[3.0,0.0,0.0]}",
        row.text());
    assertEquals("\"1\"", row.header("ETag"));
    assertEquals(
        "{\"key\":3,\"name\":\"city 3\"}", http.get(CITIES + "/rows/3?columns=name").text());
    http.get(CITIES + "/rows/99").failed(404, ErrorCode.ROW_NOT_FOUND, "key");
    http.get(CITIES + "/rows/x").failed(400, ErrorCode.INVALID_ARGUMENT, "key");
  }

  @Test
  void row_isPutAndDeleted() {
    assertAnswer("{\"seq\":2}", http.put(CITIES + "/rows/-7", "{\"name\":\"seven\"}"));
    assertEquals(
        "{\"key\":-7,\"name\":\"seven\",\"population\":null,\"position\":null}",
        http.get(CITIES + "/rows/-7").text());
    http.put(CITIES + "/rows/-7", "{\"key\":8}").failed(400, ErrorCode.INVALID_ARGUMENT, "key");
    assertAnswer("{\"seq\":3}", http.delete(CITIES + "/rows/-7"));
    http.get(CITIES + "/rows/-7").failed(404, ErrorCode.ROW_NOT_FOUND, "key");
  }

  @Test
  void integers_keepAllTheirDigits_asNumbersAndAsStrings() {
    String max = "9223372036854775807";
    http.post(
            CITIES + "/rows",
            "{\"rows\":[{\"key\":\"%s\",\"population\":\"%s\"},{\"key\":1,\"population\":%s}]}"
                .formatted(max, max, max))
        .ok();
    assertTrue(http.get(CITIES + "/rows/" + max).text().contains("\"population\":" + max + ","));
    assertTrue(http.get(CITIES + "/rows/1").text().contains("\"population\":" + max + ","));
    http.put(CITIES + "/rows/1", "{\"population\":\"9223372036854775808\"}")
        .failed(400, ErrorCode.INVALID_VALUE, "population");
  }

  @Test
  void rows_arePutAndDeletedInOneCommit_underConditions() {
    assertAnswer(
        "{\"seq\":2,\"rows\":2}",
        http.post(
            CITIES + "/rows",
            "{\"rows\":[{\"key\":20},{\"key\":21}],\"requireAbsent\":[20],\"durability\":\"async\"}"));
    http.post(CITIES + "/rows", "{\"rows\":[{\"key\":20}],\"requireAbsent\":[20]}")
        .failed(409, ErrorCode.CONFLICT, "requireAbsent");
    http.post(
            CITIES + "/rows",
            "{\"rows\":[{\"key\":20}],\"requireUnchanged\":[{\"key\":20,\"seq\":1}]}")
        .failed(409, ErrorCode.CONFLICT, "requireUnchanged");
    assertAnswer(
        "{\"seq\":3}",
        http.post(
            CITIES + "/rows:delete",
            "{\"keys\":[20,\"21\"],\"requireUnchanged\":[{\"key\":20,\"seq\":2}]}"));
    assertAnswer(
        "{\"rows\":[],\"missing\":[20,21]}", http.post(CITIES + "/rows:get", "{\"keys\":[20,21]}"));
    assertAnswer("{\"count\":10}", http.get(CITIES + "/count"));
  }

  @Test
  void rows_areReadInTheOrderAsked() {
    assertAnswer(
        "{\"rows\":[{\"key\":5,\"name\":\"city 5\"},{\"key\":2,\"name\":\"city 2\"}],\"missing\":[77]}",
        http.post(CITIES + "/rows:get", "{\"keys\":[5,77,2],\"columns\":[\"name\"]}"));
  }

  @Test
  void scan_goesOnWhereThePageEnded() {
    String first = http.get(CITIES + "/rows?from=1&to=6&limit=3&columns=name").ok().text();
    assertEquals(
        "{\"rows\":[{\"key\":1,\"name\":\"city 1\"},{\"key\":2,\"name\":\"city 2\"},"
            + "{\"key\":3,\"name\":\"city 3\"}],\"next\":4}",
        first);
    assertEquals(
        "{\"rows\":[{\"key\":4,\"name\":\"city 4\"},{\"key\":5,\"name\":\"city 5\"}],\"next\":null}",
        http.get(CITIES + "/rows?from=4&to=6&limit=3&columns=name").ok().text());
    assertEquals(
        "{\"rows\":[{\"key\":5,\"name\":\"city 5\"}],\"next\":5}",
        http.get(CITIES + "/rows?to=6&limit=1&columns=name&reverse=true").ok().text());
    assertEquals(
        "{\"rows\":[{\"key\":4,\"name\":\"city 4\"}],\"next\":4}",
        http.get(CITIES + "/rows?to=5&limit=1&columns=name&reverse=true").ok().text());
  }

  @Test
  void scan_ofLargeRowsEndsItsPageEarly_andLosesNone() {
    String large = "x".repeat(5 << 20);
    for (int key = 0; key < 3; key++) {
      http.put(CITIES + "/rows/" + key, "{\"name\":\"" + large + "\"}").ok();
    }
    HttpFixture.Reply page = http.get(CITIES + "/rows?limit=3").ok();
    assertEquals(BigDecimal.valueOf(2), page.json().get("next"));
    assertTrue(
        http.get(CITIES + "/rows?from=2&limit=1").text().startsWith("{\"rows\":[{\"key\":2,"));
  }

  @Test
  void where_narrowsScansCountsAndSearches() {
    String where = "?where=population%20%3E%206000%20and%20name%20!%3D%20'city%208'";
    assertAnswer("{\"count\":2}", http.get(CITIES + "/count" + where));
    assertAnswer(
        "{\"rows\":[{\"key\":7,\"name\":\"city 7\"},{\"key\":9,\"name\":\"city 9\"}],\"next\":null}",
        http.get(CITIES + "/rows" + where + "&columns=name"));
    assertEquals(
        "[7, 9]",
        hitKeys("{\"vector\":[0,0,0],\"where\":\"population > 6000 and name != 'city 8'\"}"));
  }

  private String hitKeys(String search) {
    Object hits = http.post(CITIES + "/search", search).ok().json().get("hits");
    return String.valueOf(
        ((List<?>) Objects.requireNonNull(hits))
            .stream().map(hit -> ((Map<?, ?>) hit).get("key")).toList());
  }

  @Test
  void search_findsTheNearestInEveryMode() {
    for (String mode : new String[] {"auto", "exact", "fast", "graph"}) {
      assertEquals("[4, 5]", hitKeys("{\"vector\":[4.4,0,0],\"k\":2,\"mode\":\"" + mode + "\"}"));
    }
    assertEquals("[6, 7]", hitKeys("{\"vector\":[4.4,0,0],\"k\":2,\"from\":6,\"to\":\"9\"}"));
    assertEquals("[4]", hitKeys("{\"vector\":[4.4,0,0],\"radius\":0.5,\"column\":\"position\"}"));
    assertAnswer(
        "{\"hits\":[{\"key\":1,\"distance\":0.0,\"score\":-0.0,\"row\":{\"key\":1,\"name\":\"city 1\"}}],"
            + "\"certified\":true,\"mode\":\"exact\",\"rowsScanned\":10}",
        http.post(
            CITIES + "/search",
            "{\"vector\":[1,0,0],\"k\":1,\"columns\":[\"name\"],\"recall\":1}"));
  }

  @Test
  void searchesTogether_findWhatEachFindsByItself() {
    String one = "{\"vector\":[4.4,0,0],\"k\":2}";
    String other = "{\"vector\":[1,0,0],\"where\":\"population > 6000\",\"columns\":[\"name\"]}";
    String both = "{\"searches\":[" + one + "," + other + "]}";
    assertEquals(
        List.of(
            http.post(CITIES + "/search", one).ok().json(),
            http.post(CITIES + "/search", other).ok().json()),
        http.post(CITIES + "/search:batch", both).ok().json().get("results"));
    assertAnswer("{\"results\":[]}", http.post(CITIES + "/search:batch", "{\"searches\":[]}"));
    assertAnswer("{\"recall\":1.0}", http.post(CITIES + "/search:recall", both));
    http.post(CITIES + "/search:batch", "{}").failed(400, ErrorCode.INVALID_ARGUMENT, "searches");
    http.post(CITIES + "/search:batch", "{\"searches\":[" + one + ",{\"vector\":[1,\"a\"]}]}")
        .failed(400, ErrorCode.INVALID_ARGUMENT, "searches[1].vector[1]");
    http.post(CITIES + "/search:batch", "{\"searches\":[" + one + ",{\"vector\":[1]}]}")
        .failed(400, ErrorCode.INVALID_VALUE, "searches[1].position");
    http.post(CITIES + "/search:batch", "{\"searches\":[{\"vector\":[1,0,0],\"k\":0}]}")
        .failed(400, ErrorCode.INVALID_ARGUMENT, "searches[0].k");
    http.post(CITIES + "/search:recall", "{\"searches\":[7]}")
        .failed(400, ErrorCode.INVALID_ARGUMENT, "searches[0]");
  }

  @Test
  void explain_saysWhatWasDone() {
    assertEquals(true, http.get(CITIES + "/rows/3/explain").ok().json().get("found"));
    assertEquals(
        BigDecimal.TEN,
        http.post(CITIES + "/search:explain", "{\"vector\":[1,0,0]}").ok().json().get("rowsFound"));
  }

  @Test
  void flushAndMerge_answerTheStatistics() {
    assertEquals(BigDecimal.TEN, http.get(CITIES + "/stats").ok().json().get("memtableRows"));
    assertEquals(BigDecimal.ZERO, http.post(CITIES + "/flush", "").ok().json().get("memtableRows"));
    assertEquals(BigDecimal.TEN, http.post(CITIES + "/merge", "").ok().json().get("segmentRows"));
  }

  @Test
  void healthAndReadiness_followTheServer() {
    assertEquals("ok\n", http.get("/healthz").ok().text());
    assertEquals("ready, 1 collections\n", http.get("/readyz").ok().text());
    http.listener.drain();
    assertEquals("ok\n", http.get("/healthz").ok().text());
    assertEquals(503, http.get("/readyz").status());
    http.get(CITIES).failed(503, ErrorCode.UNAVAILABLE, null);
  }

  @Test
  void readiness_needsADatabaseThatAnswers() {
    http.database().close();
    http.get("/readyz").failed(503, ErrorCode.CLOSED, null);
    http.get("/healthz").ok();
    http.get("/metrics").ok();
  }
}

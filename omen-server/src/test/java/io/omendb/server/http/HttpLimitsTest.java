package io.omendb.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.http.HttpFixture.Reply;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that an operator has set hold for HTTP: at the bound passes, one more is refused. */
final class HttpLimitsTest {
  private static final String ROWS = HttpFixture.CITIES + "/rows";
  private static final String SEARCH = HttpFixture.CITIES + "/search";
  private static HttpFixture http;

  @BeforeAll
  static void start() {
    http =
        new HttpFixture(
                Map.of(
                    ServerKey.LIMITS_BATCH_ROWS, "5",
                    ServerKey.LIMITS_K, "7",
                    ServerKey.LIMITS_HITS, "6",
                    ServerKey.LIMITS_DIMENSION, "8",
                    ServerKey.LIMITS_PREDICATE_LENGTH, "60",
                    ServerKey.LIMITS_PREDICATE_DEPTH, "3",
                    ServerKey.LIMITS_MESSAGE_BYTES, "4194304"))
            .withCities(5);
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  /** A request at a bound and one beyond it, and the field and the bound that the refusal names. */
  record Bound(String method, String path, String atBound, String beyond, String field, int bound) {
    @Override
    public String toString() {
      return method + " " + path + " " + field + " " + bound;
    }

    /** A body, or a path that ends in a query. */
    private Reply send(String request) {
      return method.equals("GET") ? http.get(path + request) : http.post(path, request);
    }
  }

  static List<Bound> bounds() {
    return List.of(
        new Bound("POST", ROWS, rows(5), rows(6), "rows", 5),
        new Bound("POST", ROWS + ":get", keys(5), keys(6), "keys", 5),
        new Bound("POST", ROWS + ":delete", keys(0), keys(6), "keys", 5),
        new Bound("POST", SEARCH, search(6, "key = 1"), search(8, "key = 1"), "k", 7),
        new Bound("POST", SEARCH, search(6, "key = 1"), search(7, "key = 1"), "k", 6),
        new Bound("POST", SEARCH + ":explain", search(6, nested(3)), search(8, "key=1"), "k", 7),
        new Bound("POST", SEARCH, search(1, nested(3)), search(1, nested(4)), "where", 3),
        new Bound("POST", SEARCH, search(1, text(60)), search(1, text(61)), "where", 60),
        new Bound("POST", SEARCH + ":batch", both(3, 3), both(3, 4), "searches", 6),
        new Bound("POST", SEARCH + ":recall", both(3, 3), both(1, 8), "searches[1].k", 7),
        where(HttpFixture.CITIES + "/count"),
        where(ROWS),
        new Bound("POST", "/v1/collections/wide", vectors(8), vectors(9), "schema", 8));
  }

  private static Bound where(String path) {
    String query = "?where=";
    return new Bound("GET", path, query + encoded(3), query + encoded(4), "where", 3);
  }

  private static String encoded(int levels) {
    return nested(levels).replace(" ", "%20").replace("=", "%3D");
  }

  private static String nested(int levels) {
    return switch (levels) {
      case 3 -> "key=1 and (key=2 or key=1)";
      case 4 -> "key=1 and (key=2 or (not key=3))";
      default -> throw new IllegalArgumentException();
    };
  }

  private static String text(int characters) {
    return "key = 1" + " ".repeat(characters - "key = 1".length());
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"key\":" + i + ",\"position\":[1,2,3]}")
        .collect(Collectors.joining(",", "{\"rows\":[", "]}"));
  }

  private static String keys(int count) {
    return "{\"keys\":" + Collections.nCopies(count, 100) + "}";
  }

  private static String both(int k, int ofOther) {
    return "{\"searches\":[" + search(k, "key = 1") + "," + search(ofOther, "key = 1") + "]}";
  }

  private static String search(int k, String where) {
    return "{\"vector\":[1,2,3],\"k\":" + k + ",\"where\":\"" + where + "\"}";
  }

  private static String vectors(int dimension) {
    return "{\"schema\":\"v vector<float32>[" + dimension + "]\"}";
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void atTheBound_passes_andOneMore_namesFieldAndBound(Bound bound) {
    Reply passed = bound.send(bound.atBound());
    assertTrue(passed.status() < 300, passed.text());
    Reply refused = bound.send(bound.beyond()).failed(413, ErrorCode.LIMIT_EXCEEDED, bound.field());
    assertTrue(
        refused
            .text()
            .contains(
                "the limit of one request is "
                    + bound.bound()
                    + " (ask for less, or raise limits."),
        refused.text());
  }

  @Test
  void body_isBoundedByTheMessage_whereThatIsLess() {
    int limit = (4 << 20) + (4 << 20) / 64;
    String filler = "{\"keys\":[]}" + " ".repeat(limit - "{\"keys\":[]}".length());
    http.post(ROWS + ":get", filler).ok();
    Reply refused =
        http.post(ROWS + ":get", filler + " ").failed(413, ErrorCode.LIMIT_EXCEEDED, "body");
    assertTrue(refused.text().contains(String.valueOf(limit)), refused.text());
    assertTrue(refused.text().contains("limits.message_bytes"), refused.text());
  }

  @Test
  void answer_largerThanAMessage_isRefused() {
    assertEquals(201, http.post("/v1/collections/long", "{\"schema\":\"text utf8\"}").status());
    String text = "x".repeat(1 << 20);
    for (int key = 0; key < 5; key++) {
      http.put("/v1/collections/long/rows/" + key, "{\"text\":\"" + text + "\"}").ok();
    }
    http.post("/v1/collections/long/rows:get", "{\"keys\":[0,1,2]}").ok();
    Reply refused =
        http.post("/v1/collections/long/rows:get", "{\"keys\":[0,1,2,3,4]}")
            .failed(413, ErrorCode.LIMIT_EXCEEDED, null);
    assertTrue(refused.text().contains("limits.message_bytes"), refused.text());
  }
}

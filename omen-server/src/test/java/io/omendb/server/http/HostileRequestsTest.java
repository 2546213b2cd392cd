package io.omendb.server.http;

import static io.omendb.server.http.HttpFixture.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.security.Principal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong, and clients that are slow or mean. */
@Execution(ExecutionMode.CONCURRENT)
final class HostileRequestsTest {
  private final HttpFixture http =
      new HttpFixture(
              Map.of(ServerKey.HTTP_BODY_BYTES, "65536", ServerKey.HTTP_TIMEOUT_MILLIS, "500"))
          .withCities(3);

  @AfterEach
  void stop() {
    http.get("/healthz").ok(); // whatever happened, it still runs
    http.close();
  }

  /** Sends bytes as they are and returns all that comes back. */
  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.listener.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream input = socket.getInputStream();
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1]",
        "7",
        "nul",
        "{\"rows\":[{\"key\":1}]} x",
        "{\"rows\":[],\"rows\":[]}",
        "{\"rows\":[{\"key\":01}]}",
        "\u0000",
        "{'rows':[]}"
      })
  void body_thatIsNoJsonObject_isRefused(String body) {
    http.post(CITIES + "/rows", body).failed(400, ErrorCode.INVALID_DATA, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"rows\":", "{\"rows\":[{\"key\":1,\"name\":["})
  void body_nestedVeryDeep_isRefused(String opening) {
    http.post(CITIES + "/rows", opening.repeat(2_000)).failed(400, ErrorCode.INVALID_DATA, null);
  }

  @Test
  void body_thatIsNotUtf8_isRefused() {
    byte[] bytes = "{\"rows\":[{\"key\":1,\"name\":\"x\"}]}".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 5] = (byte) 0xFF;
    http.send(
            HttpRequest.newBuilder(URI.create(http.address() + CITIES + "/rows"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build())
        .failed(400, ErrorCode.INVALID_DATA, "body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|rows|INVALID_ARGUMENT",
        "{\"rows\":{}}|rows|INVALID_ARGUMENT",
        "{\"rows\":[7]}|rows[0]|INVALID_ARGUMENT",
        "{\"rows\":[{}]}|rows[0].key|INVALID_ARGUMENT",
        "{\"rows\":[{\"key\":1.5}]}|rows[0].key|INVALID_ARGUMENT",
        "{\"rows\":[{\"key\":1e999999999}]}|rows[0].key|INVALID_ARGUMENT",
        "{\"rows\":[{\"key\":9223372036854775808}]}|rows[0].key|INVALID_ARGUMENT",
        "{\"rows\":[{\"key\":1},{\"key\":1,\"size\":1}]}|rows[1]|COLUMN_NOT_FOUND",
        "{\"rows\":[{\"key\":1,\"name\":1}]}|rows[0].name|INVALID_VALUE",
        "{\"rows\":[{\"key\":1,\"population\":\"many\"}]}|rows[0].population|INVALID_VALUE",
        "{\"rows\":[{\"key\":1,\"position\":[1,2]}]}|rows[0].position|INVALID_VALUE",
        "{\"rows\":[{\"key\":1,\"position\":[1,2,null]}]}|rows[0].position|INVALID_VALUE",
        "{\"rows\":[],\"row\":1}|row|INVALID_ARGUMENT",
        "{\"rows\":[],\"durability\":\"maybe\"}|durability|INVALID_ARGUMENT",
        "{\"rows\":[],\"requireAbsent\":[\"x\"]}|requireAbsent[0]|INVALID_ARGUMENT",
        "{\"rows\":[],\"requireUnchanged\":[{\"key\":1}]}|requireUnchanged[0].seq|INVALID_ARGUMENT"
      })
  void field_thatIsWrong_isNamed(String body, String field, ErrorCode reason) {
    http.post(CITIES + "/rows", body).failed(400, reason, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"vector\":[]}|position",
        "{\"vector\":[1,2]}|position",
        "{\"vector\":[1,2,\"3\"]}|vector[2]",
        "{\"vector\":\"x\"}|vector",
        "{\"vector\":[1,2,3],\"k\":0}|k",
        "{\"vector\":[1,2,3],\"k\":100001}|k",
        "{\"vector\":[1,2,3],\"k\":3000000000}|k",
        "{\"vector\":[1,2,3],\"mode\":\"best\"}|mode",
        "{\"vector\":[1,2,3],\"mode\":\"Exact\"}|mode",
        "{\"vector\":[1,2,3],\"recall\":2}|recall",
        "{\"vector\":[1,2,3],\"radius\":\"NaN\"}|radius",
        "{\"vector\":[1,2,3],\"columns\":[\"none\"]}|columns",
        "{\"vector\":[1,2,3],\"columns\":[1]}|columns",
        "{\"vector\":[1,2,3],\"from\":5,\"to\":4}|to",
        "{\"vector\":[1,2,3],\"where\":\"population >\"}|where"
      })
  void search_thatIsWrong_namesTheField(String body, String field) {
    HttpFixture.Reply reply = http.post(CITIES + "/search", body);
    assertEquals(400, reply.status(), reply.text());
    assertTrue(reply.text().contains("\"field\":\"" + field + "\""), reply.text());
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=10001, limit",
    "limit=x, limit",
    "reverse=yes, reverse",
    "form=1, form",
    "from=1&from=2, from",
    "from=99999999999999999999, from",
    "where=%25, where",
    "columns=, columns",
    "'columns=name,name', columns"
  })
  void query_thatIsWrong_namesTheField(String query, String field) {
    HttpFixture.Reply reply = http.get(CITIES + "/rows?" + query);
    assertEquals(400, reply.status(), reply.text());
    assertTrue(reply.text().contains("\"field\":\"" + field + "\""), reply.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "%2e%2e", "%2Fetc%2Fpasswd", "a%00b", "Cities", "%C3%A9", "a%0Ab", "..%5C"})
  void name_thatIsNoName_isRefused(String name) throws Exception {
    String answer =
        raw(
            "POST /v1/collections/"
                + name
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: 22\r\n\r\n"
                + "{\"schema\":\"name utf8\"}");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("INVALID_NAME"), answer);
    assertEquals(List.of("cities"), http.database().listCollections());
  }

  @Test
  void name_of10KiB_isRefusedAndNotRepeated() {
    HttpFixture.Reply reply = http.get("/v1/collections/" + "a".repeat(10 << 10));
    reply.failed(400, ErrorCode.INVALID_NAME, "collection");
    assertTrue(reply.text().length() < 500, reply.text());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404",
    "GET, /v1, 404",
    "GET, /v1/collections/, 400",
    "GET, /v1/collections/cities/nothing, 404",
    "GET, /v1/collections/cities/rows/1/2, 404",
    "POST, /healthz, 405",
    "PUT, /v1/collections/cities, 405",
    "DELETE, /v1/collections/cities/rows, 405",
    "GET, /v1/collections/cities/search, 405",
    "PATCH, /v1/collections/cities/rows/1, 405",
    "TRACE, /metrics, 405"
  })
  void pathAndMethod_thatAreNotThere_areRefused(String method, String path, int status) {
    HttpFixture.Reply reply = http.send(method, path, null);
    assertEquals(status, reply.status(), reply.text());
    assertEquals(status == 405, !reply.header("Allow").isEmpty());
    assertTrue(reply.text().startsWith("{\"error\":{\"code\":"), reply.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
  void contentType_thatIsNotJson_isRefused(String type) {
    http.send(
            HttpRequest.newBuilder(URI.create(http.address() + CITIES + "/rows"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{\"rows\":[]}"))
                .build())
        .failed(415, ErrorCode.INVALID_ARGUMENT, "Content-Type");
  }

  @Test
  void body_thatIsTooLarge_isRefused_declaredOrNot() {
    byte[] large = " ".repeat(66_000).getBytes(StandardCharsets.UTF_8);
    for (HttpRequest.BodyPublisher body :
        new HttpRequest.BodyPublisher[] {
          HttpRequest.BodyPublishers.ofByteArray(large),
          HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))
        }) {
      http.send(
              HttpRequest.newBuilder(URI.create(http.address() + CITIES + "/rows"))
                  .header("Content-Type", "application/json")
                  .POST(body)
                  .build())
          .failed(413, ErrorCode.LIMIT_EXCEEDED, "body");
    }
  }

  @Test
  void body_thatNeverComes_isNotWaitedFor() throws Exception {
    String answer =
        raw(
            "POST "
                + CITIES
                + "/rows HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"rows\":[");
    assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 408 "), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "GET /healthz\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999999999999\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n"
      })
  void requestThatIsNoHttp_isRefusedWithoutATrace(String request) throws Exception {
    String answer = raw(request);
    assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    assertFalse(answer.contains("\tat "), answer);
    assertFalse(answer.contains("java."), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:7618, 200",
    "127.0.0.1:1, 200",
    "[::1]:7618, 200",
    "LOCALHOST, 200",
    "evil.example, 421",
    "evil.example:7618, 421",
    "localhost.evil.example, 421",
    "127.0.0.1.evil.example, 421"
  })
  void host_ofAnotherServer_isRefused(String host, int status) throws Exception {
    String answer = raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, 200",
    "https://127.0.0.1, 200",
    "http://[::1]:80, 200",
    "https://evil.example, 403",
    "null, 403",
    "http://localhost.evil.example:80, 403"
  })
  void origin_ofAnotherHost_isRefused(String origin, int status) {
    HttpFixture.Reply reply =
        http.send(
            HttpRequest.newBuilder(URI.create(http.address() + CITIES + "/flush"))
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    assertEquals(status, reply.status(), reply.text());
  }

  @Test
  void gate_thatRefuses_isAskedBeforeAnything() {
    Gate readers =
        (exchange, permission, collection) -> {
          if (permission.compareTo(Permission.READ) > 0 || "secret".equals(collection)) {
            throw new OmenException(ErrorCode.CONFLICT, "Not you");
          }
          return Principal.ANYONE;
        };
    try (HttpFixture guarded = new HttpFixture(readers)) {
      guarded.get("/v1/collections").ok();
      guarded.get("/v1/collections/secret").failed(409, ErrorCode.CONFLICT, null);
      guarded.post("/v1/collections/open", "no JSON").failed(409, ErrorCode.CONFLICT, null);
      guarded.delete("/v1/collections/open/rows/1").failed(409, ErrorCode.CONFLICT, null);
    }
  }
}

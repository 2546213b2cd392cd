package io.omendb.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Database;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.config.HttpSettings;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.metrics.ServerMetrics;
import io.omendb.server.security.Authority;
import io.omendb.server.security.Authority.Identity;
import io.omendb.server.security.CollectionPatterns;
import io.omendb.server.security.Role;
import io.omendb.server.security.TokenFile;
import io.omendb.server.transfer.ServerWork;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokens and certificates of gRPC hold for HTTP too. */
@SuppressWarnings("NullAway.Init") // set before each test
final class HttpSecurityTest {
  @TempDir private Path scratch;

  private final Database database = Database.open("memory:");
  private final ServerMetrics metrics = new ServerMetrics(database);
  private final Map<ServerKey, String> settings = new EnumMap<>(ServerKey.class);
  private TokenFile tokens;
  private String admin;
  private String reader;

  @BeforeEach
  void fill() {
    settings.put(ServerKey.HTTP_LISTEN, "127.0.0.1:0");
    tokens = new TokenFile(scratch.resolve("tokens.json"));
    settings.put(ServerKey.TOKENS_FILE, tokens.path().toString());
    admin = tokens.create("boss", Role.ADMIN, CollectionPatterns.parse("*")).text();
    reader = tokens.create("web", Role.READ, CollectionPatterns.parse("logs_*")).text();
    database.createCollection("logs_web", Schema.parse("line utf8"));
    database.createCollection("orders", Schema.parse("total int64"));
  }

  @AfterEach
  void close() {
    metrics.close();
    database.close();
  }

  private interface Body {
    void run(int port) throws Exception;
  }

  private void serve(Body body) throws Exception {
    ServerSettings server = ServerSettings.of(settings);
    try (HttpSecurity security = HttpSecurity.open(server.security(), database.uri());
        HttpListener listener =
            HttpListener.start(
                database,
                HttpSettings.of(settings, server),
                metrics,
                ServerWork.of(server, database.uri()),
                security)) {
      body.run(listener.port());
    }
  }

  @Test
  void filesOfTheServer_askForAnAdminOfAllCollections() throws Exception {
    String some = tokens.create("some", Role.ADMIN, CollectionPatterns.parse("logs_*")).text();
    serve(port -> {
      HttpClient client = HttpClient.newHttpClient();
      String root = "http://127.0.0.1:" + port + "/v1";
      for (String what : new String[] {"import", "export"}) {
        String uri = root + "/collections/logs_web/" + what;
        assertEquals(403, send(client, "POST", uri, reader).statusCode());
        HttpResponse<String> refused = send(client, "POST", uri, some);
        assertEquals(403, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("needs one for all"), refused.body());
        assertEquals(400, send(client, "POST", uri, admin).statusCode(), "no file is named");
      }
      assertEquals(403, send(client, "GET", root + "/operations", some).statusCode());
      assertEquals(200, send(client, "GET", root + "/operations", admin).statusCode());
      assertEquals(403, send(client, "POST", root + "/operations/x/cancel", reader).statusCode());
      assertEquals(404, send(client, "GET", root + "/operations/x", reader).statusCode());
    });
  }

  private static HttpResponse<String> send(
      HttpClient client, String method, String uri, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .method(method, HttpRequest.BodyPublishers.ofString("{\"schema\":\"n int64\"}"))
            .header("Content-Type", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void tokens_areAskedFor_andTheirRolesAndCollectionsHold() throws Exception {
    serve(port -> {
      HttpClient client = HttpClient.newHttpClient();
      String root = "http://127.0.0.1:" + port;
      String all = root + "/v1/collections";
      for (String open : new String[] {"/healthz", "/readyz", "/openapi.json"}) {
        assertEquals(200, send(client, "GET", root + open, null).statusCode(), open);
      }
      HttpResponse<String> refused = send(client, "GET", all, null);
      assertEquals(401, refused.statusCode());
      assertTrue(refused.headers().firstValue("WWW-Authenticate").isPresent());
      assertTrue(refused.body().contains("UNAUTHENTICATED"), refused.body());
      assertEquals(401, send(client, "GET", all, admin + "x").statusCode());
      assertEquals(401, send(client, "GET", root + "/metrics", null).statusCode());
      String seen = send(client, "GET", all, reader).body();
      assertTrue(seen.contains("logs_web") && !seen.contains("orders"), seen);
      assertTrue(send(client, "GET", all, admin).body().contains("orders"));
      assertEquals(200, send(client, "GET", all + "/logs_web", reader).statusCode());
      assertEquals(403, send(client, "GET", all + "/orders", reader).statusCode());
      assertEquals(403, send(client, "POST", all + "/logs_web/flush", reader).statusCode());
      assertEquals(403, send(client, "POST", all + "/logs_new", reader).statusCode());
      assertEquals(403, send(client, "GET", root + "/metrics", reader).statusCode());
      assertEquals(200, send(client, "GET", root + "/metrics", admin).statusCode());
      HttpResponse<String> none = send(client, "GET", all + "/logs_none", reader);
      assertEquals(404, none.statusCode());
      assertFalse(none.body().contains("orders"), none.body());
      assertEquals(201, send(client, "POST", all + "/new", admin).statusCode());
    });
  }

  @Test
  void certificate_makesItHttps() throws Exception {
    Authority authority = new Authority(scratch, "authority");
    Identity server = authority.issue("server", Authority.newKeys());
    settings.put(ServerKey.TLS_CERT, server.certificate().toString());
    settings.put(ServerKey.TLS_KEY, server.key().toString());
    serve(port -> {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority.file())).build();
      String path = "127.0.0.1:" + port + "/v1/collections";
      assertEquals(200, send(client, "GET", "https://" + path, admin).statusCode());
      assertEquals(401, send(client, "GET", "https://" + path, null).statusCode());
      assertThrows(
          IOException.class,
          () -> send(HttpClient.newHttpClient(), "GET", "https://" + path, admin));
      assertThrows(IOException.class, () -> send(client, "GET", "http://" + path, admin));
    });
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  @Test
  void addressThatOthersReach_isRefusedWithoutTls() {
    settings.put(ServerKey.HTTP_LISTEN, "0.0.0.0:0");
    OmenException error = assertThrows(OmenException.class, () -> serve(port -> {}));
    assertEquals("http.listen", error.field().orElseThrow());
    assertTrue(error.what().contains("TLS"), error.what());
  }
}
